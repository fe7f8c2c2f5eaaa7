using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Puts long transcripts where packages can refer to them. Never throws: without a reference the transcript is inline.</summary>
internal sealed class TranscriptFiling(PackagingOptions options, TimeProvider time)
{
    internal async ValueTask<TranscriptReference?> File(AgentTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Conversation is not { } conversation)
        {
            return null;
        }

        try
        {
            if (options.TranscriptLocation?.Invoke(turn) is { IsAbsoluteUri: true } known)
            {
                return new TranscriptReference(known, conversation.StepCount);
            }

            return options.TranscriptStore is { } store && conversation.RetainedStepCount > options.InlineSteps
                ? await Store(store, turn.Id!, conversation, cancellationToken).ConfigureAwait(false)
                : null;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private async ValueTask<TranscriptReference?> Store(ITranscriptStore store, string id, Conversation conversation, CancellationToken cancellationToken)
    {
        byte[] document = Write(TextBudget.Repair(id), conversation, out long steps);
        var transcript = new StoredTranscript(TextBudget.Repair(id), steps, Convert.ToHexStringLower(SHA256.HashData(document)), document);

        // Not disposed: a store that ignores its token may still use it when the wait is over.
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // On the pool, so that a store which blocks before its first await cannot outlast the limit.
        Task<Uri> storing = Task.Run(() => store.StoreAsync(transcript, limit.Token).AsTask(), CancellationToken.None);
        try
        {
            Uri? location = await storing.WaitAsync(options.StoreTimeout, time, cancellationToken).ConfigureAwait(false);
            return location is { IsAbsoluteUri: true } ? new TranscriptReference(location, steps) { Sha256 = transcript.Sha256 } : null;
        }
        finally
        {
            if (storing.IsCompleted)
            {
                limit.Dispose();
            }
            else
            {
                await limit.CancelAsync().ConfigureAwait(false);
                _ = storing.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    private byte[] Write(string id, Conversation conversation, out long steps)
    {
        var limits = new PackageLimits { MaximumCharacters = options.MaximumStoredCharacters, MaximumTextCharacters = options.MaximumStoredCharacters };
        List<TranscriptEntry> entries = HistoryDigest.Transcribe(conversation, int.MaxValue, OmissionReason.PackageLimit, new TextBudget(limits, options.Redaction, new RedactionLedger()));
        steps = entries.LongCount(entry => entry.Step is not null);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("schema", StoredTranscript.Schema);
            writer.WriteString("escalationId", id);
            writer.WriteStartArray("entries");
            foreach (TranscriptEntry entry in entries)
            {
                PackageTextWriter.WriteEntry(writer, entry);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
