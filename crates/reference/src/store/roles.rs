//! Roles in columns: their names, joined.

use sqlx::error::BoxDynError;

use crate::Role;

/// Names joined by commas, which no name holds: an array of arrays cannot be taken apart by `unnest`.
pub(super) fn joined(roles: &[Role]) -> String {
    roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(",")
}

/// The roles of these names.
pub(super) fn roles(names: &[String]) -> Result<Vec<Role>, sqlx::Error> {
    names.iter().map(|name| Role::named(name).ok_or_else(|| unreadable(format!("no role {name}")))).collect()
}

/// A row that this version does not understand.
pub(super) fn unreadable(error: impl Into<BoxDynError>) -> sqlx::Error {
    sqlx::Error::Decode(error.into())
}
