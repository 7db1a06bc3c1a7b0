//! Files that the user named: a failure names them too.

use std::{fs, path::Path};

use bytes::Bytes;

use crate::failure::Failure;

/// Reads a whole file that the user named.
pub(crate) fn read(path: &Path) -> Result<Bytes, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(bytes.into()),
        Err(cause) => Err(Failure::local(format!("{} 不能读取", path.display()), &cause.into())),
    }
}

/// Writes what was asked for into a file that the user named.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes)
        .map_err(|cause| Failure::local(format!("{} 不能写入", path.display()), &cause.into()))
}
