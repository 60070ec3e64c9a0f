/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.explorer;

import io.taffrail.replication.raft.RaftConfig;
import io.taffrail.replication.raft.RaftEffects;
import io.taffrail.replication.raft.RaftLog;
import io.taffrail.replication.raft.RaftMember;
import io.taffrail.replication.raft.RaftMessages;
import io.taffrail.replication.raft.Role;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/**
 * All that a member remembers, found in its fields and those of the core's objects behind it, so that a new field is never
 * left out. Times are relative to now and rounded to what the events of an exploration can tell apart.
 */
final class Snapshot {
    private static final long UNIT_NS = Node.ELECTION_NS / 4;
    private static final long FAR = 8;
    private static final Set<Class<?>> COLLABORATORS =
            Set.of(RaftConfig.class, RaftLog.class, RaftMessages.class, RaftEffects.class, LongUnaryOperator.class);

    /** Fields that matter at times only, or never. {@link Members} checks that members with the same snapshot do the same. */
    private static final Map<String, Predicate<RaftMember>> MATTERS = Map.of(
            "RaftMember.nowNs", member -> false, // all other times are relative to it
            "RaftMember.leadership", Snapshot::isLeader,
            "RaftMember.group", Snapshot::isLeader,
            "RaftMember.votes", member -> member.role() == Role.PRE_CANDIDATE || member.role() == Role.CANDIDATE,
            "Following.heardNs", member -> !isLeader(member) && member.leader() >= 0,
            "ElectionTimer.deadlineNs", member -> !isLeader(member),
            "ElectionTimer.failures", member -> false, // widens the random part, which is constant here
            "Group.sorted", member -> false, // written before it is read
            "Progress.leaderEndBefore", member -> false, // says who is in sync, which decides nothing here
            "Progress.caughtUpNs", member -> false);

    private static final Map<Class<?>, List<Field>> FIELDS = new HashMap<>();

    private final StringBuilder text = new StringBuilder();
    private final RaftMember member;
    private final long nowNs;

    private Snapshot(final RaftMember member, final long nowNs) {
        this.member = member;
        this.nowNs = nowNs;
    }

    static String of(final RaftMember member, final long nowNs) {
        final Snapshot snapshot = new Snapshot(member, nowNs);
        snapshot.addFields(member);
        return snapshot.text.toString();
    }

    /** Makes a member, or an object behind it, what another one is. */
    static void copy(final Object from, final Object to) {
        for (final Field field : FIELDS.computeIfAbsent(from.getClass(), Snapshot::fieldsOf)) {
            final Object value = valueOf(field, from);
            if (isCore(value)) {
                copy(value, valueOf(field, to));
            } else if (value.getClass().isArray()) {
                copyArray(value, valueOf(field, to));
            } else {
                set(field, to, value);
            }
        }
    }

    private static void copyArray(final Object from, final Object to) {
        if (from instanceof Object[] objects) {
            for (int i = 0; i < objects.length; i++) {
                copy(objects[i], Array.get(to, i));
            }
        } else {
            System.arraycopy(from, 0, to, 0, Array.getLength(from));
        }
    }

    /** Names of fields that do not always matter. */
    static Set<String> exceptions() {
        return MATTERS.keySet();
    }

    private static boolean isCore(final Object value) {
        return value.getClass().getPackage() == RaftMember.class.getPackage() && !(value instanceof Enum);
    }

    private static boolean isLeader(final RaftMember member) {
        return member.role() == Role.LEADER;
    }

    private void addFields(final Object object) {
        for (final Field field : FIELDS.computeIfAbsent(object.getClass(), Snapshot::fieldsOf)) {
            if (MATTERS.getOrDefault(nameOf(field), any -> true).test(member)) {
                text.append(field.getName()).append('=');
                add(field, valueOf(field, object));
                text.append(' ');
            }
        }
    }

    private void add(final Field field, final Object value) {
        if (value instanceof Long time && field.getName().endsWith("Ns")) {
            final long units = Math.floorDiv(time - nowNs + UNIT_NS / 2, UNIT_NS);
            text.append(Math.max(-FAR, Math.min(FAR, units)));
        } else if (value instanceof Number || value instanceof Boolean || value instanceof Enum) {
            text.append(value);
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                add(field, Array.get(value, i));
                text.append(',');
            }
        } else if (isCore(value)) {
            text.append('(');
            addFields(value);
            text.append(')');
        } else {
            throw new IllegalStateException("no way to read " + field);
        }
    }

    /** Without what never changes and what is not the core's. */
    static List<Field> fieldsOf(final Class<?> type) {
        final List<Field> fields = new ArrayList<>();
        for (final Field field : type.getDeclaredFields()) {
            final boolean isConstant =
                    Modifier.isFinal(field.getModifiers()) && field.getType().isPrimitive();
            if (!Modifier.isStatic(field.getModifiers()) && !isConstant && !COLLABORATORS.contains(field.getType())) {
                field.setAccessible(true);
                fields.add(field);
            }
        }
        return fields;
    }

    static String nameOf(final Field field) {
        return field.getDeclaringClass().getSimpleName() + "." + field.getName();
    }

    private static Object valueOf(final Field field, final Object object) {
        try {
            return field.get(object);
        } catch (final IllegalAccessException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static void set(final Field field, final Object object, final Object value) {
        try {
            field.set(object, value);
        } catch (final IllegalAccessException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
