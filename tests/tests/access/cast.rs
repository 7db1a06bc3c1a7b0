//! The cast: callers with the units and roles that a test needs, pinned by the platform administration.

use std::{fs, time::Duration};

use certs::{Authority, Issued};
use client::Connection;
use proto::{
    approval::v1::{
        CloseDayRequest, PinCertificateKeyRequest, RevokeCertificateKeyRequest, SaveOfficialRequest,
    },
    reference::v1::{CertificateKey, Official, Role},
};
use scenarios::stage::{Bureau, Stage, until};
use serde_json::json;
use tonic::{Code, Status};

use crate::asked::{ask, message, rpc};

/// The approval bureau of the sample directory.
pub(crate) const SENDER: &str = "xzspj";

/// Adds to the directory as its administrator.
pub(crate) struct Cast<'a> {
    stage: &'a Stage,
    administration: Bureau,
    pub(crate) authority: Authority,
}

impl<'a> Cast<'a> {
    pub(crate) fn of(stage: &'a Stage) -> anyhow::Result<Self> {
        let administration = stage.bureau(SENDER, Some("xzspj-admin"))?;
        Ok(Self { stage, administration, authority: Authority::load(&stage.ground.certificates())? })
    }

    /// Pins a new key to `unit` that may do what `roles` say.
    pub(crate) async fn pin(&self, unit: &str, system: &str, roles: &[Role]) -> anyhow::Result<Issued> {
        let issued = self.authority.issue_client(unit, system)?;
        self.pin_key(&issued, unit, system, roles).await?;
        Ok(issued)
    }

    /// Tries to pin the key of a certificate.
    pub(crate) async fn pin_key(
        &self,
        issued: &Issued,
        unit: &str,
        system: &str,
        roles: &[Role],
    ) -> Result<(), Status> {
        let key = CertificateKey {
            fingerprint: issued.fingerprint.clone(),
            unit: unit.to_owned(),
            system: system.to_owned(),
            roles: roles.iter().map(|role| (*role).into()).collect(),
            ..CertificateKey::default()
        };
        let request = PinCertificateKeyRequest {
            request_id: request_id(),
            key: Some(key),
            ..PinCertificateKeyRequest::default()
        };
        self.administration.directory().pin_certificate_key(request).await?;
        Ok(())
    }

    /// Revokes a key.
    pub(crate) async fn revoke(&self, issued: &Issued) -> anyhow::Result<()> {
        let request = RevokeCertificateKeyRequest {
            request_id: request_id(),
            fingerprint: issued.fingerprint.clone(),
            ..RevokeCertificateKeyRequest::default()
        };
        self.administration.directory().revoke_certificate_key(request).await?;
        Ok(())
    }

    /// Enters an official.
    pub(crate) async fn official(&self, id: &str, unit: &str, roles: &[Role]) -> anyhow::Result<()> {
        let official = Official {
            id: id.to_owned(),
            unit: unit.to_owned(),
            label: "测试岗".to_owned(),
            roles: roles.iter().map(|role| (*role).into()).collect(),
            active: true,
            version: 0,
        };
        let request = SaveOfficialRequest {
            request_id: request_id(),
            official: Some(official),
            ..SaveOfficialRequest::default()
        };
        self.administration.directory().save_official(request).await?;
        Ok(())
    }

    /// Closes a day.
    pub(crate) async fn close(&self, day: &str) -> anyhow::Result<()> {
        let request = CloseDayRequest {
            request_id: request_id(),
            date: day.to_owned(),
            authority: "县防汛抗旱指挥部".to_owned(),
            reason: "台风停工".to_owned(),
            ..CloseDayRequest::default()
        };
        self.administration.calendar().close_day(request).await?;
        Ok(())
    }

    /// A caller with this certificate.
    pub(crate) fn caller(&self, issued: &Issued, official: Option<&str>) -> anyhow::Result<Bureau> {
        let connection = connection(self.stage, issued, official)?;
        Bureau::through(&connection, &self.stage.addresses())
    }

    /// Waits until the services know the key and the official.
    pub(crate) async fn known(&self, caller: &Bureau) -> anyhow::Result<()> {
        let probe = rpc("DeliveryService/ListDeliveries");
        until("a key and an official to be known to the services", async || {
            let others = caller.notification().into_iter().chain(caller.meeting());
            for service in [caller.approval(), caller.supervision()].into_iter().chain(others) {
                let answer = ask(&service, &probe, vec![message(&probe, &json!({}))]).await;
                if answer.code() == Code::Unauthenticated || answer.reason() == "OFFICIAL_UNKNOWN" {
                    return Ok(None);
                }
            }
            Ok(Some(()))
        })
        .await
    }
}

/// A connection with this certificate to the services of the stage.
pub(crate) fn connection(
    stage: &Stage,
    issued: &Issued,
    official: Option<&str>,
) -> anyhow::Result<Connection> {
    Ok(Connection {
        ca: fs::read(stage.ground.certificates().join("ca.pem"))?,
        certificate: issued.certificate_pem.clone().into_bytes(),
        key: issued.key_pem.clone().into_bytes(),
        official: official.map(str::parse).transpose()?,
        server_name: "localhost".to_owned(),
    })
}

/// A new request id.
pub(crate) fn request_id() -> String {
    ids::MessageId::generate().to_string()
}

/// Calls of one unit are not limited on this stage: a test that walks everything calls more often than a bureau.
pub(crate) async fn unlimited(stage: &mut Stage) -> anyhow::Result<()> {
    for (_, program) in stage.programs() {
        program.end().await?;
        program.set("SHENGUAN__GRPC__LIMITS__CALLS_PER_SECOND", "100000");
        program.set("SHENGUAN__GRPC__LIMITS__BURST", "100000");
        program.set("SHENGUAN__GRPC__LIMITS__CALLS_AT_ONCE", "100000");
        program.set("SHENGUAN__GRPC__LIMITS__CALLS_AT_ONCE_PER_UNIT", "100000");
        program.start()?;
        program.ready().await?;
    }
    Ok(())
}

/// How long a revoked key may still be answered.
pub(crate) const SECONDS: Duration = Duration::from_secs(10);
