//! Compiles the .proto files without protoc and keeps their descriptors for reflection and for JSON.
use std::{env, fs, path::PathBuf};

use prost::Message;

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script by environment where to write")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from("shenguan");
    println!("cargo::rerun-if-changed=shenguan");
    let mut files = Vec::new();
    for area in fs::read_dir(&root)? {
        for file in fs::read_dir(area?.path().join("v1"))? {
            files.push(file?.path());
        }
    }
    files.sort();
    let descriptors = protox::compile(&files, ["."])?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("descriptors.bin"), descriptors.encode_to_vec())?;
    let mut config = tonic_prost_build::Config::new();
    // Each message knows its name, so that it can be found among the descriptors and printed as JSON.
    config.enable_type_names();
    tonic_prost_build::configure().bytes(".").compile_fds_with_config(descriptors, config)?;
    Ok(())
}
