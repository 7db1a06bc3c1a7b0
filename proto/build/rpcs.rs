//! The impls of `Rpc`, `Writes`, `Lists` and `Page`, one plain impl each.

use std::fmt::{Error, Write};

use protox::prost_reflect::prost_types::{
    DescriptorProto, FileDescriptorProto, FileDescriptorSet, ServiceDescriptorProto,
    field_descriptor_proto::{Label, Type},
};

use super::rust_path;

/// The impls of every request and of its answer.
pub(crate) fn written(descriptors: &FileDescriptorSet) -> Result<String, Error> {
    let mut code = String::new();
    for file in &descriptors.file {
        for service in &file.service {
            of_service(&mut code, &descriptors.file, file.package(), service)?;
        }
    }
    Ok(code)
}

fn of_service(
    code: &mut String,
    files: &[FileDescriptorProto],
    package: &str,
    service: &ServiceDescriptorProto,
) -> Result<(), Error> {
    for method in &service.method {
        let request = rust_path(method.input_type());
        let answer = rust_path(method.output_type());
        let path = format!("/{package}.{}/{}", service.name(), method.name());
        writeln!(code, "impl Rpc for {request} {{")?;
        writeln!(code, "    const PATH: &'static str = {path:?};")?;
        writeln!(code, "    type Answer = {answer};\n}}")?;
        let Some(asked) = message(files, method.input_type()) else { continue };
        if has(asked, "request_id") && has(asked, "validate_only") {
            writeln!(code, "impl Writes for {request} {{")?;
            writeln!(code, "    fn request_id(&self) -> &str {{ &self.request_id }}")?;
            writeln!(code, "    fn validate_only(&self) -> bool {{ self.validate_only }}")?;
            let changed = with_fields(asked, "request_id, validate_only");
            writeln!(
                code,
                "    fn under(self, request_id: String, validate_only: bool) -> Self {{ {changed} }}\n}}"
            )?;
        }
        let Some(answered) = message(files, method.output_type()) else { continue };
        let Some((field, item)) = items(answered) else { continue };
        if has(asked, "page_size") && has(asked, "page_token") {
            writeln!(code, "impl Lists for {request} {{")?;
            writeln!(code, "    fn page_size(&self) -> i32 {{ self.page_size }}")?;
            writeln!(code, "    fn page_token(&self) -> &str {{ &self.page_token }}")?;
            let changed = with_fields(asked, "page_size, page_token");
            writeln!(
                code,
                "    fn at(self, page_size: i32, page_token: String) -> Self {{ {changed} }}\n}}"
            )?;
            writeln!(code, "impl Page for {answer} {{")?;
            writeln!(code, "    type Item = {};", rust_path(item))?;
            writeln!(
                code,
                "    fn into_items(self) -> (Vec<Self::Item>, String) {{ (self.{field}, self.next_page_token) }}\n}}"
            )?;
        }
    }
    Ok(())
}

/// The same message with two other fields. Where there is nothing else, there is no rest to take over.
fn with_fields(message: &DescriptorProto, fields: &str) -> String {
    let rest = if message.field.len() > 2 { ", ..self" } else { "" };
    format!("Self {{ {fields}{rest} }}")
}

/// The field of a page that holds what was asked for, and its type.
fn items(page: &DescriptorProto) -> Option<(&str, &str)> {
    if !has(page, "next_page_token") {
        return None;
    }
    let mut lists =
        page.field.iter().filter(|field| field.label() == Label::Repeated && field.r#type() == Type::Message);
    let list = lists.next().filter(|_| lists.next().is_none())?;
    Some((list.name(), list.type_name()))
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
