-- Greetings have twenty seconds: found without looking through everything else that waits.
create index channel_wecom_errand_greeting on channel_wecom_errand (corp, due_at) where state = 'waiting' and kind = 'welcome';
