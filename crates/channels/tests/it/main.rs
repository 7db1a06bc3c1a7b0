//! The channels against peers that keep the real protocols.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod aliyun;
mod dingtalk;
mod email;
mod feishu;
mod gateway;
mod receivers;
mod tencent;
mod walls;
mod webhook;
mod wecom;
mod world;
