//! The parts of one word.

use std::borrow::Cow;
use std::fmt;

use crate::Span;
use crate::clitics::Restored;

/// What a part of a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SegmentRole {
    /// A conjunction, preposition, future س or question أ in front; or ما or لا written onto what it denies.
    Proclitic,
    /// The article ال: at level `d3` only.
    Article,
    /// The word itself.
    Stem,
    /// A pronoun behind.
    Enclitic,
}

impl SegmentRole {
    /// The name that output formats use: `proclitic`, `article`, `stem`, `enclitic`.
    ///
    /// ```
    /// assert_eq!(yaqut::SegmentRole::Stem.name(), "stem");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            SegmentRole::Proclitic => "proclitic",
            SegmentRole::Article => "article",
            SegmentRole::Stem => "stem",
            SegmentRole::Enclitic => "enclitic",
        }
    }
}

impl fmt::Display for SegmentRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A part of a word: where it stands, and what it is when it stands alone.
///
/// ```
/// use yaqut::{LexiconBuilder, Segmenter, SegmentRole, Span};
/// let segmenter = Segmenter::new(LexiconBuilder::new().finish());
/// let part = segmenter.segment("عنا").segments().last().unwrap(); // عن + نا, one ن for two
/// assert_eq!((part.text(), part.form().as_ref(), part.span()), ("ا", "نا", Span::new(4, 6)));
/// assert_eq!(part.role(), SegmentRole::Enclitic);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment<'t> {
    text: &'t str,
    start: usize,
    role: SegmentRole,
    respelled: Respelled,
}

/// How the form of a part differs from its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Respelled {
    /// Letters that the spelling left out in front.
    before: &'static str,
    ending: Ending,
}

/// How the end of a stem is spelled when its pronoun is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ending {
    /// Bytes that are written otherwise before a pronoun.
    pub(super) dropped: usize,
    /// What stands for them.
    pub(super) letters: &'static str,
}

impl<'t> Segment<'t> {
    /// Where the part stands, in bytes of the text the word was found in.
    ///
    /// Empty only for an article whose letters are not written at all: the ال of `للغة`, ل + ال + لغة, at level `d3`.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }

    /// The part as it is written, marks included.
    #[must_use]
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// What the part is.
    #[must_use]
    pub const fn role(&self) -> SegmentRole {
        self.role
    }

    /// The part as it is written when it stands alone: `العراق` of `للعراق`, `مدرسة` of `مدرستهم`. Borrowed where nothing
    /// differs.
    #[must_use]
    pub fn form(&self) -> Cow<'t, str> {
        if self.respelled == Respelled::default() {
            Cow::Borrowed(self.text)
        } else {
            Cow::Owned(self.to_string())
        }
    }
}

/// The form, as [`Segment::form`] has it.
impl fmt::Display for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Respelled { before, ending } = self.respelled;
        let kept = self.text.len().saturating_sub(ending.dropped);
        f.write_str(before)?;
        f.write_str(self.text.get(..kept).unwrap_or_default())?;
        f.write_str(ending.letters)
    }
}

/// Parts of a word that has them all: أ + و + ل + ال + stem + pronoun.
const MOST: usize = 6;

/// A word cut into its parts. Printed, proclitics and articles carry a `+` behind them and pronouns one before: `و+ ل+ العراق`.
///
/// ```
/// use yaqut::{LexiconBuilder, Segmenter};
/// let parts = Segmenter::new(LexiconBuilder::new().finish()).segment("وبأنهم");
/// assert_eq!(parts.to_string(), "و+ ب+ أن +هم");
/// assert_eq!((parts.segments().len(), parts.is_cut(), parts.stem().text()), (4, true, "أن"));
/// assert_eq!((parts.text(), parts.span()), ("وبأنهم", yaqut::Span::new(0, 12)));
/// assert_eq!(parts.confidence(), 1.0); // the grammar has no other reading
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segmentation<'t> {
    text: &'t str,
    start: usize,
    /// Where each part ends, in bytes of the word.
    ends: [usize; MOST],
    roles: [SegmentRole; MOST],
    count: u8,
    /// What the spelling left out at the article or, where that is no part, at the stem.
    pub(super) restored: Restored,
    pub(super) ending: Ending,
    /// Whether the pronoun shares its first letter with the stem: منا.
    pub(super) shares_noon: bool,
    confidence: f32,
}

impl<'t> Segmentation<'t> {
    /// Of no parts yet.
    pub(super) const fn new(text: &'t str, start: usize, confidence: f32) -> Self {
        Segmentation {
            text,
            start,
            ends: [0; MOST],
            roles: [SegmentRole::Stem; MOST],
            count: 0,
            restored: Restored::Nothing,
            ending: Ending { dropped: 0, letters: "" },
            shares_noon: false,
            confidence,
        }
    }

    /// A word in one part.
    #[inline]
    pub(super) fn whole(text: &'t str, start: usize, confidence: f32) -> Self {
        let mut whole = Segmentation::new(text, start, confidence);
        whole.push(text.len(), SegmentRole::Stem);
        whole
    }

    /// Adds a part that ends there, in bytes of the word.
    #[inline]
    pub(super) fn push(&mut self, end: usize, role: SegmentRole) {
        let at = usize::from(self.count);
        if let (Some(place), Some(named)) = (self.ends.get_mut(at), self.roles.get_mut(at)) {
            *place = end;
            *named = role;
            self.count += 1;
        }
    }

    /// The word as it is written.
    #[must_use]
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// Where the word stands, in bytes of the text it was found in.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }

    /// The parts in order: proclitics, article, stem, enclitic. There is always a stem, and the parts are the whole word.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = Segment<'t>> + use<'t> {
        let parts = *self;
        (0..usize::from(self.count)).map(move |at| parts.segment(at))
    }

    fn segment(&self, at: usize) -> Segment<'t> {
        let end_of = |at: usize| self.ends.get(at).map_or(0, |&end| end);
        let start = at.checked_sub(1).map_or(0, end_of);
        let role = self.roles.get(at).copied().unwrap_or(SegmentRole::Stem);
        let behind_article =
            at > 0 && self.roles.get(at - 1).is_some_and(|&role| role == SegmentRole::Article);
        let before = match role {
            SegmentRole::Article => self.restored.letters(),
            SegmentRole::Stem if !behind_article => self.restored.letters(),
            SegmentRole::Enclitic if self.shares_noon => "ن",
            _ => "",
        };
        let ending = if role == SegmentRole::Stem { self.ending } else { Ending::default() };
        Segment {
            text: self.text.get(start..end_of(at)).unwrap_or_default(),
            start: self.start + start,
            role,
            respelled: Respelled { before, ending },
        }
    }

    /// The word without its clitics.
    #[must_use]
    pub fn stem(&self) -> Segment<'t> {
        let at = self.roles.iter().take(usize::from(self.count)).position(|&role| role == SegmentRole::Stem);
        self.segment(at.unwrap_or(0))
    }

    /// Whether the word has more than one part.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.count > 1
    }

    /// How sure the choice is, from 0 to 1: the share of this reading in the weight of all that the grammar allows. 1 where
    /// it allows no other, or the word is none of Arabic letters.
    #[must_use]
    pub const fn confidence(&self) -> f32 {
        self.confidence
    }
}

impl fmt::Display for Segmentation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, part) in self.segments().enumerate() {
            let space = if at == 0 { "" } else { " " };
            match part.role {
                SegmentRole::Proclitic | SegmentRole::Article => write!(f, "{space}{part}+")?,
                SegmentRole::Stem => write!(f, "{space}{part}")?,
                SegmentRole::Enclitic => write!(f, "{space}+{part}")?,
            }
        }
        Ok(())
    }
}
