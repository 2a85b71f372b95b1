//! How much each kind of evidence counts: logarithms of odds, tuned by hand on texts of our own.

pub(super) const FULL_NAME: f32 = 2.0;
/// What is told of a full name where its short one has no other candidate.
pub(super) const SHORT_NAME: f32 = 4.0;
/// A full name that comes only later counts so much of that.
pub(super) const BEHIND: f32 = 0.5;
/// Of several people named in full, for the one named last.
pub(super) const NAMED_LAST: f32 = 1.5;
/// A long name of something else than a person says less: `منظمة الفاو` and the town `الفاو`.
pub(super) const LONG_NAME: f32 = 0.7;
pub(super) const COUNTRY: f32 = 5.0;
pub(super) const COUNTRY_BESIDE: f32 = 4.0;
pub(super) const NEIGHBOUR_TYPE: f32 = 1.2;
pub(super) const NEIGHBOUR_KIND: f32 = 2.0;
pub(super) const TOPIC: f32 = 1.8;
pub(super) const SAME_NAME: f32 = 0.5;
/// A club and its city, a province and its capital are often named in one text.
pub(super) const SAME_PLACE: f32 = 0.2;
/// For each point of the cost of folds.
pub(super) const SPELLING: f32 = 0.02;
/// Where the text spells another candidate without any more of them.
pub(super) const FOLDED: f32 = 1.0;
pub(super) const PRIOR: f32 = 1.0;
/// Cues that are near but not beside a name add up to no more.
pub(super) const NEAR_CUES: f32 = 2.0;
/// A nationality behind the name: `برشلونة الإسباني` is a club, `برشلونة الإسبانية` the city.
pub(super) const MASCULINE: f32 = 1.2;
pub(super) const FEMININE: f32 = 0.8;
/// Evidence that is too slight to be told.
pub(super) const SLIGHT: f32 = 0.15;
