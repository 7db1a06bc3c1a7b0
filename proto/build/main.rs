//! Compiles the .proto files without protoc, keeps their descriptors for reflection and for JSON, and says in Rust what only the
//! descriptors know: of each RPC (see `src/rpc.rs`), and of each value of an enumeration that has a word (see `src/words.rs`).

mod rpcs;
mod words;

use std::{env, fs, path::PathBuf};

use protox::{Compiler, prost::Message, prost_reflect::prost_types::FileDescriptorSet};

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script by environment where to write")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from("shenguan");
    println!("cargo::rerun-if-changed=shenguan");
    println!("cargo::rerun-if-changed=build");
    let mut files = Vec::new();
    for area in fs::read_dir(&root)? {
        for file in fs::read_dir(area?.path().join("v1"))? {
            files.push(file?.path());
        }
    }
    files.sort();
    let mut compiler = Compiler::new(["."])?;
    compiler.include_imports(true).include_source_info(true).open_files(&files)?;
    // Encoded by the compiler: the types of prost would lose the words.
    let encoded = compiler.encode_file_descriptor_set();
    let descriptors = FileDescriptorSet::decode(&*encoded)?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("descriptors.bin"), &encoded)?;
    fs::write(out.join("rpcs.rs"), rpcs::written(&descriptors)?)?;
    let words = words::read(&compiler.descriptor_pool())?;
    fs::write(out.join("words.rs"), words::written(&words)?)?;
    fs::write(out.join("words_of_messages.rs"), words::written_for_messages(&words)?)?;
    let mut config = tonic_prost_build::Config::new();
    // Each message knows its name, so that it can be found among the descriptors and printed as JSON.
    config.enable_type_names();
    let stubs = env::var("CARGO_FEATURE_GRPC").is_ok();
    let builder = tonic_prost_build::configure().bytes(".").build_client(stubs).build_server(stubs);
    builder.compile_fds_with_config(descriptors, config)?;
    Ok(())
}

/// `.shenguan.meeting.v1.GetTopicRequest` as `crate::shenguan::meeting::v1::GetTopicRequest`.
fn rust_path(full_name: &str) -> String {
    format!("crate{}", full_name.replace('.', "::").replace("::type::", "::r#type::"))
}
