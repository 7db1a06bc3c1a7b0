//! Compiles the .proto files without protoc, keeps their descriptors for reflection and for JSON, and says of each RPC what its
//! descriptor says: see `src/rpc.rs`.
use std::{env, fmt::Write, fs, path::PathBuf};

use prost::Message;
use prost_types::{DescriptorProto, FileDescriptorProto, FileDescriptorSet};

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
    fs::write(out.join("rpcs.rs"), rpcs(&descriptors)?)?;
    let mut config = tonic_prost_build::Config::new();
    // Each message knows its name, so that it can be found among the descriptors and printed as JSON.
    config.enable_type_names();
    let stubs = env::var("CARGO_FEATURE_GRPC").is_ok();
    let builder = tonic_prost_build::configure().bytes(".").build_client(stubs).build_server(stubs);
    builder.compile_fds_with_config(descriptors, config)?;
    Ok(())
}

/// The impls of `Rpc`, `Writes` and `Lists` of every request.
fn rpcs(descriptors: &FileDescriptorSet) -> Result<String, std::fmt::Error> {
    let mut code = String::new();
    for file in &descriptors.file {
        for service in &file.service {
            for method in &service.method {
                let (request, answer) = (rust_path(method.input_type()), rust_path(method.output_type()));
                let path = format!("/{}.{}/{}", file.package(), service.name(), method.name());
                writeln!(code, "impl Rpc for {request} {{")?;
                writeln!(code, "    const PATH: &'static str = {path:?};")?;
                writeln!(code, "    type Answer = {answer};\n}}")?;
                let Some(message) = message(&descriptors.file, method.input_type()) else { continue };
                if has(message, "request_id") && has(message, "validate_only") {
                    writeln!(code, "impl Writes for {request} {{")?;
                    writeln!(code, "    fn request_id(&self) -> &str {{ &self.request_id }}")?;
                    writeln!(code, "    fn validate_only(&self) -> bool {{ self.validate_only }}\n}}")?;
                }
                if has(message, "page_size") && has(message, "page_token") {
                    writeln!(code, "impl Lists for {request} {{")?;
                    writeln!(code, "    fn page_size(&self) -> i32 {{ self.page_size }}")?;
                    writeln!(code, "    fn page_token(&self) -> &str {{ &self.page_token }}")?;
                    // Where there is nothing else, there is no rest to take over.
                    let rest = if message.field.len() > 2 { ", ..self.clone()" } else { "" };
                    let first = format!("Self {{ page_size: 0, page_token: String::new(){rest} }}");
                    writeln!(code, "    fn filters(&self) -> Vec<u8> {{ {first}.encode_to_vec() }}\n}}")?;
                }
            }
        }
    }
    Ok(code)
}

fn message<'a>(files: &'a [FileDescriptorProto], full_name: &str) -> Option<&'a DescriptorProto> {
    files.iter().find_map(|file| {
        let name = full_name.strip_prefix(&format!(".{}.", file.package()))?;
        file.message_type.iter().find(|message| message.name() == name)
    })
}

fn has(message: &DescriptorProto, field: &str) -> bool {
    message.field.iter().any(|of_message| of_message.name() == field)
}

/// `.shenguan.meeting.v1.GetTopicRequest` as `crate::shenguan::meeting::v1::GetTopicRequest`.
fn rust_path(full_name: &str) -> String {
    format!("crate{}", full_name.replace('.', "::").replace("::type::", "::r#type::"))
}
