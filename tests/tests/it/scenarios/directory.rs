//! Changes of the directory, as both services see them.

use proto::{
    approval::v1::{
        ListCertificateKeysRequest, ListOfficialsRequest, ListUnitsRequest, RevokeCertificateKeyRequest,
        SaveOfficialRequest,
    },
    exchange::v1::ListDeliveriesRequest,
};
use scenarios::stage::{Bureau, Stage, until};
use tonic::{Code, Status};

use crate::{answers::reason, desk::claimant, ledger::Ledger, paper::request_id};

/// The directory lives in approval; supervision hears of every change.
#[tokio::test]
async fn a_revoked_key_and_an_official_who_left_are_refused_in_both_services() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let admin = stage.bureau("xzspj", Some("xzspj-admin"))?;
    let (revoked, neighbour) = (stage.bureau("scjgj", None)?, claimant(&stage, "zjj")?);
    read(&revoked).await?;
    read(&neighbour).await?;

    let keys = ListCertificateKeysRequest { page_size: 500, ..ListCertificateKeysRequest::default() };
    let keys = admin.directory().list_certificate_keys(keys).await?.into_inner().keys;
    let key = keys.into_iter().find(|key| key.unit == "scjgj").unwrap();
    let revoke = RevokeCertificateKeyRequest {
        request_id: request_id(),
        fingerprint: key.fingerprint,
        ..RevokeCertificateKeyRequest::default()
    };
    admin.directory().revoke_certificate_key(revoke).await?;
    let refused = until_refused(async || read(&revoked).await).await?;
    assert_eq!((refused.code(), reason(&refused).as_str()), (Code::Unauthenticated, "KEY_NOT_PINNED"));
    let units = ListUnitsRequest::default();
    let refused =
        until_refused(async || revoked.directory().list_units(units.clone()).await.map(drop)).await?;
    assert_eq!(reason(&refused), "KEY_NOT_PINNED");
    read(&neighbour).await?;

    let officials = ListOfficialsRequest { unit: "zjj".to_owned(), ..ListOfficialsRequest::default() };
    let officials = admin.directory().list_officials(officials).await?.into_inner().officials;
    let mut official = officials.into_iter().find(|official| official.id == "zjj-01").unwrap();
    official.active = false;
    let save = SaveOfficialRequest {
        request_id: request_id(),
        official: Some(official),
        ..SaveOfficialRequest::default()
    };
    admin.directory().save_official(save).await?;
    let refused = until_refused(async || read(&neighbour).await).await?;
    assert_eq!(reason(&refused), "OFFICIAL_UNKNOWN");
    read(&stage.bureau("zjj", Some("zjj-02"))?).await?;
    Ledger::open(&stage).prove().await?;
    Ok(())
}

async fn read(bureau: &Bureau) -> Result<(), Status> {
    bureau.deliveries().list_deliveries(ListDeliveriesRequest::default()).await.map(drop)
}

async fn until_refused(mut call: impl AsyncFnMut() -> Result<(), Status>) -> anyhow::Result<Status> {
    until("the call to be refused", async || Ok(call().await.err())).await
}
