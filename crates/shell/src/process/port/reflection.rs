//! The port describes its services to tools such as `buf curl`, in both versions of the protocol.

use tonic::service::Routes;
use tonic_reflection::server::Builder;

use crate::gate::Policy;

/// Adds reflection of the policy's services to the routes.
pub(crate) fn add_to(routes: Routes, policy: &Policy, descriptors: &[u8]) -> anyhow::Result<Routes> {
    let v1 = builder(policy, descriptors).build_v1()?;
    let v1alpha = builder(policy, descriptors).build_v1alpha()?;
    Ok(routes.add_service(v1).add_service(v1alpha))
}

/// Only what this process serves is listed; the descriptors are those of the whole platform.
fn builder<'a>(policy: &Policy, descriptors: &'a [u8]) -> Builder<'a> {
    let health = tonic_health::pb::FILE_DESCRIPTOR_SET;
    let builder = Builder::configure()
        .register_encoded_file_descriptor_set(descriptors)
        .register_encoded_file_descriptor_set(health)
        .with_service_name("grpc.health.v1.Health");
    policy.services().into_iter().fold(builder, Builder::with_service_name)
}
