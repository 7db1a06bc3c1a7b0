//! `DirectoryService`: who is who (单位、经办人、证书). What is saved here reaches every service within seconds.

mod list_keys;
mod list_officials;
mod list_units;
mod pin_key;
mod revoke_key;
mod save_official;
mod save_unit;

use proto::approval::v1 as pb;
use shell::{Reply, act, read};
use tonic::Request;

use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::directory_service_server::DirectoryService for App {
    async fn list_units(&self, q: Request<pb::ListUnitsRequest>) -> Reply<pb::ListUnitsRequest> { read(self, q).await }
    async fn save_unit(&self, q: Request<pb::SaveUnitRequest>) -> Reply<pb::SaveUnitRequest> { act(self, q).await }
    async fn list_officials(&self, q: Request<pb::ListOfficialsRequest>) -> Reply<pb::ListOfficialsRequest> { read(self, q).await }
    async fn save_official(&self, q: Request<pb::SaveOfficialRequest>) -> Reply<pb::SaveOfficialRequest> { act(self, q).await }
    async fn list_certificate_keys(&self, q: Request<pb::ListCertificateKeysRequest>) -> Reply<pb::ListCertificateKeysRequest> { read(self, q).await }
    async fn pin_certificate_key(&self, q: Request<pb::PinCertificateKeyRequest>) -> Reply<pb::PinCertificateKeyRequest> { act(self, q).await }
    async fn revoke_certificate_key(&self, q: Request<pb::RevokeCertificateKeyRequest>) -> Reply<pb::RevokeCertificateKeyRequest> { act(self, q).await }
}
