//! What results are made of: encoding, packing, files.
