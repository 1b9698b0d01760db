//! What a name can lean on.

/// Names each feature, and gives the list of all with their names in `weights.toml`.
macro_rules! features {
    ($($(#[$about:meta])* $feature:ident = $name:literal,)*) => {
        /// Something that a name leans on: a link in the chain from quoted words to a speaker.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Feature {
            $($(#[$about])* $feature,)*
        }

        impl Feature {
            /// All of them, in their order.
            pub const ALL: &[Self] = &[$(Self::$feature),*];

            /// Its name in `weights.toml`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$feature => $name,)*
                }
            }
        }
    };
}

/// So many of the first features are counted; of the others a name has one or none.
pub const COUNTED: usize = 7;

features! {
    // What can come several times in one name.
    /// Another person who fits has been named since the subject, at most three are counted: `Kovač thanked Orsić. She said`
    Rival = "rival",
    /// The subject stands a sentence farther back than the one before: `Kovač left. The bridge was shut. She said`
    SentenceBack = "sentence-back",
    /// The sentence before it is quoted too: `“…,” Kovač said. “…”`
    ContinuedSentence = "continued-sentence",
    /// The marks of the paragraph before were left open.
    ContinuedParagraph = "continued-paragraph",
    /// A paragraph of its own behind a long quotation that ended one: `“…,” Kovač said.` and then `“…”`
    NextParagraph = "next-paragraph",
    /// The sentence before is about who was quoted: `“…,” Kovač said. She did not smile. “…”`
    SameSubject = "same-subject",
    /// A paragraph between two that both show the same speaker: `Kovač sat down.`, `“…”`, `She said`
    BetweenTwo = "between-two",

    // How a sentence joins quoted words to a mention, behind them.
    /// `“…,” said Kovač`
    SpeakerBehindVerb = "speaker-behind-verb",
    /// `“…,” said the mountaineer`: a noun of which nothing is known.
    StrangerBehindVerb = "stranger-behind-verb",
    /// `“…,” Kovač said`
    SpeakerBehind = "speaker-behind",
    /// `“…,” the mountaineer said`
    StrangerBehind = "stranger-behind",
    /// `“…,” Kovač said the bridge was open`
    SpeakerBehindSaysMore = "speaker-behind-says-more",
    /// `“…,” Kovač goes on`, `“…,” Kovač charged`
    GoesOnBehind = "goes-on-behind",
    /// `“…,” Kovač was quoted as saying`
    QuotedAsSaying = "quoted-as-saying",
    /// `“…,” the agency quoted Kovač as saying`
    CarriedBehind = "carried-behind",
    /// `“…” — Kovač, mayor of Vestra`
    SourceBehindDash = "source-behind-dash",
    /// `“…” was Kovač’s verdict`
    WasTheVerdict = "was-the-verdict",
    /// `“…” and no more, according to Kovač.`
    AccordingAtTheEnd = "according-at-the-end",
    /// `“…” and no more, Kovač said.`
    SaidAtTheEnd = "said-at-the-end",
    /// `“…” and no more, said Kovač.`
    VerbAtTheEnd = "verb-at-the-end",

    // How a sentence joins quoted words to a mention, before them.
    /// `“…,” Kovač said, “…”`
    SpeakerBetween = "speaker-between",
    /// `Kovač said, “…”`
    VerbAtTheMarks = "verb-at-the-marks",
    /// `Kovač said of the bridge: “…”`
    VerbThenColon = "verb-then-colon",
    /// `Kovač was blunt: “…”`
    ClauseAndColon = "clause-and-colon",
    /// `Kovač called it “…”`
    WovenNear = "woven-near",
    /// The same with more than ten words between.
    WovenFar = "woven-far",
    /// The same with more than twenty-five words between.
    WovenFarthest = "woven-farthest",
    /// `Kovač said that Lind left and called it “…”`: Lind may have called it that.
    AcrossAnother = "across-another",
    /// `according to Kovač`, `in the words of Kovač`
    According = "according",
    /// `in Kovač’s words`
    InHerWords = "in-her-words",
    /// `Kovač’s warning that “…”`
    NounOfSpeech = "noun-of-speech",

    // How words without a verb of their own come by a speaker.
    /// The sentence before has it between commas: `It was shut, she said, until May. “…”`
    SaidInPassing = "said-in-passing",
    /// The sentence before reports: `Kovač said that it was shut. “…”`
    SentenceReports = "sentence-reports",
    /// The words stand alone behind such a sentence.
    AfterReport = "after-report",
    /// That sentence ends the paragraph before, in which nobody else speaks.
    ReportBefore = "report-before",
    /// `Mira Kovač, mayor of Vestra:` before a paragraph of quoted words.
    NamedLead = "named-lead",
    /// `she added`, where two come into question: who has just been quoted.
    WhoAdds = "who-adds",
    /// The same words stand elsewhere, with their speaker.
    RepeatedExactly = "repeated-exactly",
    /// The same words stand elsewhere, with others between them.
    RepeatedShortened = "repeated-shortened",
    /// `Kovač: ‘…’`
    Headline = "headline",
    /// `KOVAČ: “…”`
    TurnLabel = "turn-label",
    /// `A: “…”`
    Interviewed = "interviewed",

    // How a mention was followed to a speaker: names.
    /// `Mira Kovač`, and `Kovač` behind it.
    Name = "name",
    /// `Ms Kovač`, where the text also has a Mr Kovač.
    NamesakeByTitle = "namesake-by-title",
    /// `Kovač`, where the text has two, and has just spoken of one.
    NewestNamesake = "newest-namesake",
    /// `Mr Butler`, of Oskar Butler.
    SurnameIsANoun = "surname-is-a-noun",

    // Pronouns.
    /// `she`: the subject of the sentence before.
    Pronoun = "pronoun",
    /// No subject fits, and there is one of that gender in sight: `The prize went to Kovač. She said`
    OnlyOneNear = "only-one-near",
    /// The same, where the text does not tell the gender.
    OnlyOneNearOfAnyGender = "only-one-near-of-any-gender",
    /// Others come into question, but only one has a name and is known to be of the gender: `Chandler Bay`, `an official`.
    OnlyOneKnown = "only-one-known",
    /// `Her coach, Oskar Lind, who has known her`: the same woman.
    PossessorAgain = "possessor-again",
    /// `Lind, who told a paper that he`: Lind.
    InRelativeClause = "in-relative-clause",
    /// `they`: the subject before, if it is several people.
    TheyAreMany = "they-are-many",
    /// `they`: the subject before, if it is one whose gender is not told.
    TheyIsOne = "they-is-one",
    /// `it`: the body that the sentence before is about.
    ItIsTheBody = "it-is-the-body",
    /// `it`, behind `the region’s defence ministry`.
    ItIsTheDescribedBody = "it-is-the-described-body",

    // Papers.
    /// `her letter`: whose the pronoun or the name is.
    PaperOfHolder = "paper-of-holder",
    /// `a letter from the ministry`
    PaperFrom = "paper-from",
    /// `a note to her clients`
    PaperOfItsWriter = "paper-of-its-writer",
    /// `it reads`, behind a statement.
    ItIsThePaper = "it-is-the-paper",
    /// `the statement`, of which the text has told who issued it.
    PaperIssued = "paper-issued",

    // Descriptions.
    /// `a nurse`: nobody with a name, and named by these words.
    OwnDescription = "own-description",
    /// `the mountaineer`: the same by a noun of which nothing is known.
    UnknownNoun = "unknown-noun",
    /// `Kovač, the mayor,`
    SaidOfAName = "said-of-a-name",
    /// `the largest union, Free Dockers,`
    BodyBeforeItsName = "body-before-its-name",
    /// `Fair Winds, a charity,`
    BodyBehindItsName = "body-behind-its-name",
    /// `the minister`, where the text has given one the role.
    OnlyOneOfTheRole = "only-one-of-the-role",
    /// `the driver`, where the text has spoken of several without a name, long before.
    NewestOfTheUnnamed = "newest-of-the-unnamed",
    /// `the minister`, where the text has spoken of several, long before.
    NewestOfTheRole = "newest-of-the-role",
    /// `the woman`, behind `A resident said`.
    JustBroughtIn = "just-brought-in",
    /// `the 56-year-old`, of whom the text has told the age.
    KnownAge = "known-age",
    /// `the 56-year-old`, behind a sentence about one whose age it has not told.
    SubjectOfSomeAge = "subject-of-some-age",
    /// The same, where others are in sight.
    SomeAgeAmongSeveral = "some-age-among-several",
    /// `the father of two`, behind a sentence about a man.
    ParentOfSome = "parent-of-some",
    /// `the former goalkeeper`, behind a sentence about somebody with a name.
    Epithet = "epithet",
    /// The same, where others are in sight.
    EpithetAmongSeveral = "epithet-among-several",
    /// `the company`, where there is one in sight.
    OnlyFirmNear = "only-firm-near",
    /// `the company`, where several are in sight and the sentence before is about one.
    NewestFirm = "newest-firm",
    /// `the company`, behind `Chattr said`.
    SingleWordIsAFirm = "single-word-is-a-firm",
    /// `the charity`, behind a sentence about the one body in sight, of which the text does not say what it is.
    OnlyBodyNear = "only-body-near",
}

impl Feature {
    pub(super) fn at(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }

    pub(super) const fn bit(self) -> u128 {
        1 << self as u8
    }
}
