//! Personal data at rest and on the way: sealed, masked, found by keyed hash.
