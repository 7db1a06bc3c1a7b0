//! A decision of the caller's unit; with personal data in clear when asked, which is recorded in the same transaction.

use proto::approval::v1::{GetDecisionRequest, GetDecisionResponse};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use super::present;
use crate::{App, store};

/// The preset purpose of a reveal to the bureau that decided; nobody types one.
const PURPOSE: &str = "审批办理";

impl Read<App> for GetDecisionRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id = parse_id("id", &self.id)?;
        if self.reveal_personal {
            // Whoever sees it is named in the record.
            view.caller.acting_official()?;
        }
        let keys = &app.exchange.keys.at_rest;
        let decision = store::decision::find(view.tx, keys, id, &view.caller.unit)
            .await?
            .ok_or_else(|| Refusal::not_found("decision", "许可决定"))?;
        if !self.reveal_personal {
            return Ok(GetDecisionResponse { decision: Some(present::masked(&decision, view.now)) });
        }
        view.reveal(&[id.to_string()], PURPOSE).await?;
        Ok(GetDecisionResponse { decision: Some(present::clear(&decision, view.now)) })
    }
}
