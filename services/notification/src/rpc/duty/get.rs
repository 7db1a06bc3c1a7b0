//! One duty with its remarks, its reminders and what became of them, and its redatings. For whoever may not see it, it does not exist.

use proto::notification::v1::{GetDutyRequest, GetDutyResponse};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use super::{
    present::{present_duty, present_redating, present_remark},
    reminders::{present_reminder, present_telling, reminders},
};
use crate::{App, rpc::visible_unit::visible_unit, store};

impl Read<App> for GetDutyRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id = parse_id("id", &self.id)?;
        let seen_by = visible_unit(view.caller);
        let duty = store::duty::find_all(view.tx, seen_by, &[id]).await?.pop();
        let duty = duty.ok_or_else(|| Refusal::not_found("duty", "义务"))?;
        let remarks = store::remark::list(view.tx, id).await?;
        let reminders = reminders(app, view, &duty).await?;
        let redatings = store::redating::of_duty(view.tx, id).await?;
        Ok(GetDutyResponse {
            duty: Some(present_duty(&duty, &app.kinds, view.now)),
            remarks: remarks.iter().map(present_remark).collect(),
            tellings: reminders.iter().filter_map(present_telling).collect(),
            redatings: redatings.iter().map(present_redating).collect(),
            reminders: reminders.iter().map(present_reminder).collect(),
        })
    }
}
