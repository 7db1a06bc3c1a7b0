//! One duty with what was said of its lateness. Of others: it does not exist.

use proto::notification::v1::{GetDutyRequest, GetDutyResponse};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use super::{present, present_notice, sight::sight};
use crate::{App, store};

impl Read<App> for GetDutyRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id = parse_id("id", &self.id)?;
        let seen_by = sight(view.caller);
        let duty = store::duty::find_all(view.tx, seen_by, &[id]).await?.pop();
        let duty = duty.ok_or_else(|| Refusal::not_found("duty", "义务"))?;
        let remarks = store::remark::list(view.tx, id).await?;
        let tellings = store::notice::of_duty(view.tx, seen_by, id).await?;
        let redatings = store::redating::of_duty(view.tx, id).await?;
        Ok(GetDutyResponse {
            duty: Some(present::duty(&duty, &app.kinds, view.now)),
            remarks: remarks.iter().map(present::remark).collect(),
            tellings: tellings.iter().map(present_notice::telling).collect(),
            redatings: redatings.iter().map(present::redating).collect(),
        })
    }
}
