//! What inputs are made of: walking folders, unpacking, cutting into records.
