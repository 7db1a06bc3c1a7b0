//! `shenguan.approval.v1.DirectoryService`.

use std::sync::Arc;

use proto::approval::v1::{
    ListCertificateKeysRequest, ListCertificateKeysResponse, ListOfficialsRequest, ListOfficialsResponse,
    ListUnitsRequest, ListUnitsResponse, PinCertificateKeyRequest, PinCertificateKeyResponse,
    RevokeCertificateKeyRequest, RevokeCertificateKeyResponse, SaveOfficialRequest, SaveOfficialResponse,
    SaveUnitRequest, SaveUnitResponse, directory_service_server::DirectoryService,
};
use tonic::Request;

use super::{
    Answer, call, list_certificate_keys, list_officials, list_units, pin_certificate_key,
    revoke_certificate_key, save_official, save_unit,
};
use crate::App;

/// Who is who (单位、经办人、证书).
#[derive(Clone)]
pub(crate) struct Directory(pub(crate) Arc<App>);

#[tonic::async_trait]
impl DirectoryService for Directory {
    async fn list_units(&self, request: Request<ListUnitsRequest>) -> Answer<ListUnitsResponse> {
        call(&self.0, "/shenguan.approval.v1.DirectoryService/ListUnits", request, list_units::list_units)
            .await
    }

    async fn save_unit(&self, request: Request<SaveUnitRequest>) -> Answer<SaveUnitResponse> {
        call(&self.0, save_unit::RPC, request, save_unit::save_unit).await
    }

    async fn list_officials(&self, request: Request<ListOfficialsRequest>) -> Answer<ListOfficialsResponse> {
        call(
            &self.0,
            "/shenguan.approval.v1.DirectoryService/ListOfficials",
            request,
            list_officials::list_officials,
        )
        .await
    }

    async fn save_official(&self, request: Request<SaveOfficialRequest>) -> Answer<SaveOfficialResponse> {
        call(&self.0, save_official::RPC, request, save_official::save_official).await
    }

    async fn list_certificate_keys(
        &self,
        request: Request<ListCertificateKeysRequest>,
    ) -> Answer<ListCertificateKeysResponse> {
        call(
            &self.0,
            "/shenguan.approval.v1.DirectoryService/ListCertificateKeys",
            request,
            list_certificate_keys::list_certificate_keys,
        )
        .await
    }

    async fn pin_certificate_key(
        &self,
        request: Request<PinCertificateKeyRequest>,
    ) -> Answer<PinCertificateKeyResponse> {
        call(&self.0, pin_certificate_key::RPC, request, pin_certificate_key::pin_certificate_key).await
    }

    async fn revoke_certificate_key(
        &self,
        request: Request<RevokeCertificateKeyRequest>,
    ) -> Answer<RevokeCertificateKeyResponse> {
        call(&self.0, revoke_certificate_key::RPC, request, revoke_certificate_key::revoke_certificate_key)
            .await
    }
}
