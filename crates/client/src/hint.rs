//! A hint names what the caller can do next: by the stable reason where the service gave one, else by the code.

use tonic::Code;

/// What the caller can do about a refusal.
pub(crate) fn hint(reason: &str, code: Code) -> Option<&'static str> {
    Some(match (reason, code) {
        ("KEY_NOT_PINNED", _) => {
            "请平台管理员绑定本证书 / ask a platform admin: shenguan keys pin --certificate FILE --for UNIT"
        }
        ("OFFICIAL_REQUIRED" | "OFFICIAL_UNKNOWN", _) => {
            "用 --official 指明本单位经办人 / name an official of the unit: shenguan officials list"
        }
        ("ROLE_NOT_ALLOWED", _) => {
            "换用有该角色的证书或经办人 / use a certificate and an official with the role"
        }
        ("NOT_FOUND", _) => "其他单位的记录也显示为不存在 / records of other units are not shown either",
        ("VERSION_CONFLICT", _) | (_, Code::Aborted) => "重新读取后再试 / read it again, then repeat",
        ("YEAR_NOT_LOADED", _) => "装入该年日历 / load the year: shenguan calendar load FILE",
        ("ITEM_WITHOUT_SUPERVISOR", _) => "查看责任清单 / see: shenguan map show",
        ("SEAT_TAKEN" | "SEAT_NOT_HELD", _) => "查看成员名册 / see: shenguan roster list",
        ("NOT_THE_OFFICE", _) => {
            "由联席会议办公室所在单位办理 / the unit of the office does it: shenguan roster list"
        }
        ("FONTS_MISSING", _) => "请运维人员补充字库 / ask operations to add a font that has them",
        ("PRESS_UNAVAILABLE", _) => {
            "稍后重试；仍不行请联系运维人员 / repeat a little later, then tell operations"
        }
        ("SEAT_CHANGE_DECIDED", _) => "查看成员调整 / see: shenguan roster changes",
        ("TOPIC_STATE", _) => "查看议题状态 / see: shenguan topics get ID",
        ("MEETING_STATE" | "CHAIR_NOT_ALLOWED" | "QUORUM_NOT_MET" | "MEMBERS_NOT_INVITED", _) => {
            "查看会议 / see: shenguan meetings get ID"
        }
        ("MINUTES_STATE", _) => "查看会议纪要 / see: shenguan minutes get MEETING",
        ("RESOLUTION_STATE", _) => "查看议定事项 / see: shenguan resolutions get ID",
        ("REQUEST_ID_REUSED", _) => "换一个 --request-id / use another --request-id",
        (_, Code::Unavailable | Code::Cancelled) => {
            "检查服务与网络后重试 / check and repeat: shenguan doctor"
        }
        (_, Code::DeadlineExceeded | Code::ResourceExhausted) => "稍后重试 / repeat a little later",
        _ => return None,
    })
}
