//! Whole-system scenarios, faults, clients in other languages, architecture checks.
