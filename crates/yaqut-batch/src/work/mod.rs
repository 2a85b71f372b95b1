//! The steps that are done with each text.
