//! Records that are saved only over the version that was read, so that nobody overwrites what he has not seen.

use refusal::{Kind, Refusal};

/// The version after `read`, which must be the one that stands (0: there is no record yet).
pub(super) fn next_version(standing: Option<i64>, read: i64) -> Result<i64, Refusal> {
    let standing = standing.unwrap_or(0);
    if read == standing {
        return Ok(standing + 1);
    }
    let refusal = Refusal::new(
        Kind::Conflict,
        "VERSION_CONFLICT",
        format!("the record changed since it was read: version {read} was given, {standing} stands"),
        format!("记录在读取后已变更：提交的版本为{read}，当前版本为{standing}"),
    );
    Err(refusal.with("version", standing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_version_that_stands_can_be_replaced() {
        assert_eq!(next_version(None, 0), Ok(1));
        assert_eq!(next_version(Some(3), 3), Ok(4));
        for (standing, read) in [(None, 1), (Some(3), 2), (Some(3), 0), (Some(3), 4)] {
            assert_eq!(next_version(standing, read).unwrap_err().reason, "VERSION_CONFLICT");
        }
    }
}
