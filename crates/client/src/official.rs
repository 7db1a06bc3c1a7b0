//! The acting official travels in the metadata of every call.

use ids::OfficialId;
use tonic::{
    Request, Status,
    metadata::{Ascii, MetadataValue, errors::InvalidMetadataValue},
    service::{Interceptor, interceptor::InterceptedService},
    transport::Channel,
};

/// What a generated client takes: `DeliveryServiceClient::new(calls)`.
pub type Calls = InterceptedService<Channel, ActingOfficial>;

/// Puts the official into `x-shenguan-official`.
#[derive(Clone, Debug)]
pub struct ActingOfficial(Option<MetadataValue<Ascii>>);

impl ActingOfficial {
    /// The official, or nobody: the system calls on its own.
    pub fn of(official: Option<&OfficialId>) -> Result<Self, InvalidMetadataValue> {
        official.map(|official| official.as_str().parse()).transpose().map(Self)
    }
}

impl Interceptor for ActingOfficial {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if let Some(official) = &self.0 {
            request.metadata_mut().insert("x-shenguan-official", official.clone());
        }
        Ok(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_official_travels_in_the_metadata() {
        let official: OfficialId = "scjgj-01".parse().unwrap();
        let request = ActingOfficial::of(Some(&official)).unwrap().call(Request::new(())).unwrap();
        assert_eq!(request.metadata().get("x-shenguan-official").unwrap(), "scjgj-01");
    }

    #[test]
    fn without_an_official_the_metadata_names_none() {
        let request = ActingOfficial::of(None).unwrap().call(Request::new(())).unwrap();
        assert!(request.metadata().is_empty());
    }
}
