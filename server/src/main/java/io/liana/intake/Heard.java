package io.liana.intake;

import io.liana.channel.InboundEvent;
import io.liana.channel.Lanes;
import io.liana.community.GroupView;

/** An event whose group is known. */
record Heard(InboundEvent event, GroupView group, Lanes.Waiting raw) {}
