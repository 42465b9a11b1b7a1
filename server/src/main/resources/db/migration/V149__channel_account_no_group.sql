-- What WeCom says of the corporation itself was counted as a group without a name.
delete from channel_account_group where external_id = '';
