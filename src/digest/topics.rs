//! Topics: the labels under which articles stand.

use super::{Article, SpeakerId, Topic, TopicId};
use crate::lexicon::fold;
use crate::slug::{Slugs, Unique};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Makes the topics of all articles, in the order in which they are listed, and tells each article its own.
pub(super) fn of(articles: &mut [Article], order: &[String], slugs: Slugs) -> Vec<Topic> {
    let mut by_name: HashMap<String, TopicId> = HashMap::new();
    let mut topics: Vec<(String, Topic)> = Vec::new();
    for (id, article) in articles.iter_mut().enumerate() {
        let mut own = Vec::new();
        for label in &article.entry.article.labels {
            let folded = fold(&label.text);
            if folded.is_empty() {
                continue;
            }
            let topic = match by_name.get(&folded) {
                Some(&topic) => topic,
                None => {
                    by_name.insert(folded.clone(), topics.len());
                    topics.push((folded, Topic::named(&label.text)));
                    topics.len() - 1
                }
            };
            // An article gives a label once, however often its page did.
            if topics[topic].1.articles.last() != Some(&id) {
                topics[topic].1.articles.push(id);
                own.push(topic);
            }
        }
        article.topics = own.into();
    }
    let place: HashMap<String, usize> = order
        .iter()
        .enumerate()
        .rev()
        .map(|(place, name)| (fold(name), place))
        .collect();
    let mut sorted: Vec<TopicId> = (0..topics.len()).collect();
    sorted.sort_by_cached_key(|&topic| {
        let (folded, topic) = &topics[topic];
        let place = place.get(folded).copied().unwrap_or(usize::MAX);
        (place, Reverse(topic.articles.len()), folded.clone())
    });
    let mut number = vec![0; sorted.len()];
    for (new, &old) in sorted.iter().enumerate() {
        number[old] = new;
    }
    for topic in articles.iter_mut().flat_map(|article| &mut article.topics) {
        *topic = number[*topic];
    }
    topics.sort_by_cached_key(|(folded, _)| number[by_name[folded]]);
    for (folded, topic) in &mut topics {
        if let Some(&place) = place.get(folded) {
            topic.name = order[place].trim().to_owned();
        }
    }
    address(&mut topics, slugs);
    topics.into_iter().map(|(_, topic)| topic).collect()
}

/// In the order of names, so that an address does not hang on how many articles a topic has.
fn address(topics: &mut [(String, Topic)], written: Slugs) {
    let mut slugs = Unique::default();
    let mut by_name: Vec<&mut (String, Topic)> = topics.iter_mut().collect();
    by_name.sort_by(|a, b| a.0.cmp(&b.0));
    for (folded, topic) in by_name {
        topic.slug = slugs.take(match written {
            Slugs::Ascii => written.of(folded, "topic"),
            // Folding takes marks off that make another letter (`й`).
            Slugs::Unicode => written.of(&topic.name, "topic"),
        });
        topic.path = format!("topics/{}/", topic.slug);
    }
}

/// Counts who is quoted under each topic. Unnamed sources are left out: one description is not one source.
pub(super) fn count_speakers(
    topics: &mut [Topic],
    articles: &[Article],
    is_named: impl Fn(SpeakerId) -> bool,
) {
    let mut counts: Vec<HashMap<SpeakerId, usize>> = vec![HashMap::new(); topics.len()];
    for article in articles {
        let speakers = article.most_quoted();
        for &topic in &article.topics {
            for &(speaker, count) in &speakers {
                if is_named(speaker) {
                    *counts[topic].entry(speaker).or_default() += count;
                }
            }
        }
    }
    for (topic, counts) in topics.iter_mut().zip(counts) {
        topic.speakers = counts.into_iter().collect();
        topic
            .speakers
            .sort_unstable_by_key(|&(speaker, count)| (Reverse(count), speaker));
    }
}

impl Topic {
    fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            slug: String::new(),
            path: String::new(),
            articles: Vec::new(),
            speakers: Vec::new(),
        }
    }
}
