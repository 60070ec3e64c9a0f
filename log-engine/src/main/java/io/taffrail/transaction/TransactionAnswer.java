/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.transaction;

import io.taffrail.model.ErrorCode;

/** Answer to a {@link TransactionRequest}. */
public sealed interface TransactionAnswer {
    /**
     * What went wrong.
     *
     * @return {@link ErrorCode#NONE} when nothing did.
     */
    ErrorCode error();

    /**
     * The answer to a request that is refused.
     *
     * @param request that was asked.
     * @param error   why it is refused.
     * @return an answer of the right kind.
     */
    static TransactionAnswer refusal(final TransactionRequest request, final ErrorCode error) {
        return request instanceof TransactionRequest.InitProducerId || request instanceof TransactionRequest.End
                ? new Assigned(error, ProducerIdentity.NO_ID, ProducerIdentity.NO_EPOCH)
                : new Done(error);
    }

    /**
     * The producer id and epoch to go on with.
     *
     * @param error         what went wrong.
     * @param producerId    of the producer; {@link ProducerIdentity#NO_ID} with an error.
     * @param producerEpoch of the producer; {@link ProducerIdentity#NO_EPOCH} with an error.
     */
    record Assigned(ErrorCode error, long producerId, short producerEpoch) implements TransactionAnswer {
        static Assigned to(final ProducerIdentity producer) {
            return new Assigned(ErrorCode.NONE, producer.id(), producer.epoch());
        }
    }

    /**
     * Answer where there is nothing more to say.
     *
     * @param error what went wrong.
     */
    record Done(ErrorCode error) implements TransactionAnswer {}
}
