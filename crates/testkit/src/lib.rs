//! Real servers, certificates and services for tests and demonstrations.
