//! A development CA, and certificates and keys for services and units.
