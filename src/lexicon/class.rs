//! What a word can be in a sentence.

use std::ops::{BitOr, BitOrAssign};

/// A set of word classes; a word is often of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(u64);

macro_rules! classes {
    ($($list:literal $name:ident: $doc:literal,)+) => {
        #[allow(clippy::upper_case_acronyms, reason = "constants")]
        impl Class {
            classes!(@each 0u32, $($name $doc,)+);

            /// The class that a list of the data file fills.
            pub(super) fn named(list: &str) -> Option<Self> {
                match list {
                    $($list => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
    (@each $bit:expr, $name:ident $doc:literal, $($rest:tt)*) => {
        #[doc = $doc]
        pub const $name: Self = Self(1 << ($bit));
        classes!(@each $bit + 1, $($rest)*);
    };
    (@each $bit:expr,) => {};
}

classes! {
    "determiners" DETERMINER: "`the`, `a`, `his`",
    "indefinite" INDEFINITE: "A determiner that begins a description, not a name: `a`, `one`, `the`.",
    "prepositions" PREPOSITION: "`of`, `in`",
    "conjunctions" CONJUNCTION: "`while`, `and`",
    "coordinators" COORDINATOR: "`and`, `but`",
    "relatives" RELATIVE: "`who`, `which`",
    "auxiliaries" AUXILIARY: "What may stand between a subject and its verb: `has`, `also`.",
    "negations" NEGATION: "`not`, `declined`",
    "time_words" TIME: "`Thursday`, `last`, `week`",
    "openers" OPENER: "A word that opens sentences and is no name: `But`, `In`.",
    "particles" PARTICLE: "A small word inside a name: `van`, `bin`.",
    "suffixes" SUFFIX: "`Jr.`",
    "he" HE: "`he`",
    "she" SHE: "`she`",
    "they" THEY: "`they`",
    "it" IT: "`it`",
    "first_person" FIRST_PERSON: "`I`, `we`",
    "titles" TITLE: "`Mr`, `Gen.`",
    "name_titles" NAME_TITLE: "A title that is a part of a single name: `Prince`.",
    "male" MALE: "Says that the person is a man: `spokesman`.",
    "female" FEMALE: "Says that the person is a woman: `spokeswoman`.",
    "roles" ROLE: "A person in a role: `minister`.",
    "plural_roles" PLURAL_ROLE: "Several of them: `officials`.",
    "role_words" ROLE_WORD: "What a role is built of: `prime`, `former`.",
    "bodies" BODY: "The telling word of a body's name: `ministry`.",
    "metonyms" METONYM: "A body known by a single word: `Kremlin`.",
    "places" PLACE: "A place; never a person.",
    "demonyms" DEMONYM: "`Russian`",
    "papers" PAPER: "`statement`",
    "given_male" GIVEN_MALE: "A man's given name.",
    "given_female" GIVEN_FEMALE: "A woman's given name.",
    "saying" SAYING: "A verb whose whole object can be a quotation: `said`.",
    "telling" TELLING: "A verb with an addressee before the words: `told`.",
    "weaving" WEAVING: "A verb that weaves words into its sentence: `called`.",
    "denying" DENYING: "A verb that rejects words: `denied`.",
    "clause_joiners" CLAUSE_JOINER: "A word that opens a clause with a subject of its own: `but`, `while`.",
    "according" ACCORDING: "`according`, before `to` and a source.",
    "displays" DISPLAY: "What words are painted or printed on: `banner`.",
    "modals" MODAL: "Before a verb of speech it says that nothing was said yet: `might`.",
    "who" WHO: "The relative that means persons.",
    "calling_names" CALLED: "Between a description and the name of whom it describes: `named`.",
    "locatives" LOCATIVE: "A preposition before places: `in`.",
    "spokesmen" SPOKESMAN: "Who speaks for others, and is seldom named twice: `spokeswoman`.",
    "not_alone" NOT_ALONE: "A noun that is a person or a body only with other words: `head`.",
    "known" KNOWN: "Before the name by which somebody goes: `known`.",
    "naming_verbs" NAMING_VERB: "A verb that gives a thing its name: `calls`.",
    "introducing" INTRODUCING: "A determiner that brings somebody new in: `one`.",
    "and" AND: "What joins two names: `and`.",
    "bare" BARE: "A verb of speech without an ending, which one person alone does not take: `say`.",
    "hypotheses" HYPOTHESIS: "A word behind which nothing is said to be so: `whether`.",
    "courtesies" COURTESY: "A title that is no role: `Mr`.",
    "behind_nouns" BEHIND_NOUN: "An adjective that stands behind its noun, with a preposition: `close`.",
    "of" OF: "The preposition that a title goes on with: `Secretary of State`.",
    "compounds" COMPOUND: "The second part of an adjective that a name opens: `Braun-owned`.",
    "finite" FINITE: "A verb that only a clause has: `is`, `won’t`.",
    "firms" FIRM: "A body that trades: `company`.",
    "letters" LETTER: "A paper that is always somebody's, and does not speak for itself: `email`.",
    "kin" KIN: "Somebody's relative: `husband`.",
    "carrying" CARRYING: "A verb with which a paper gives another's words: `quoted`.",
    "issuing" ISSUING: "A verb with which a paper is given out: `issued`.",
    "cue_nouns" CUE_NOUN: "A noun that carries words: `warning`.",
    "naming" NAMING: "Quoted words after it are a name or a term: `term`.",
    "interviewing" INTERVIEW: "A word that says of a text that it is an interview, and beside a name whose: `spoke to`, `interview with`.",
    "clause_openers" CLAUSE_OPENER: "Quoted words that begin with it are a clause: `we`.",
}

impl Class {
    /// Any of the reporting verbs.
    pub const CUE: Self = Self(Self::SAYING.0 | Self::TELLING.0 | Self::WEAVING.0);
    /// A pronoun of the third person.
    pub const PRONOUN: Self = Self(Self::HE.0 | Self::SHE.0 | Self::THEY.0 | Self::IT.0);

    /// Both classes, where a constant is wanted.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether nothing is known of the word.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Of its classes only those.
    #[must_use]
    pub const fn only(self, these: Self) -> Self {
        Self(self.0 & these.0)
    }

    /// Whether the word is of any of these classes.
    #[must_use]
    pub fn is(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

impl BitOr for Class {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Class {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
