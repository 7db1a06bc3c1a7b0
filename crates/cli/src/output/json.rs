//! Any message of the services as proto JSON.

use std::sync::LazyLock;

use anyhow::Context;
use prost::{Message, Name};
use prost_reflect::{DescriptorPool, DynamicMessage, SerializeOptions};

use crate::failure::Failure;

static POOL: LazyLock<Option<DescriptorPool>> =
    LazyLock::new(|| DescriptorPool::decode(proto::DESCRIPTORS).ok());

/// Proto JSON with every plain field, set or not, so that scripts find the same keys on every record.
pub(super) fn value<M: Message + Name>(message: &M) -> Result<serde_json::Value, Failure> {
    reflect(message).map_err(|cause| Failure::local("不能输出 JSON", &cause))
}

fn reflect<M: Message + Name>(message: &M) -> anyhow::Result<serde_json::Value> {
    let pool = POOL.as_ref().context("the descriptors cannot be read")?;
    let descriptor = pool.get_message_by_name(&M::full_name()).with_context(M::full_name)?;
    let reflected = DynamicMessage::decode(descriptor, message.encode_to_vec().as_slice())?;
    let options = SerializeOptions::new().skip_default_fields(false);
    Ok(reflected.serialize_with_options(serde_json::value::Serializer, &options)?)
}
