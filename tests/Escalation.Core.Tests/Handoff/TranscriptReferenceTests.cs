using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Redaction;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Handoff;

public class TranscriptReferenceTests
{
    private static readonly Uri Address = new("https://transcripts.example.org/t");

    [Fact]
    public async Task A_long_transcript_is_stored_and_its_latest_steps_stay_inline()
    {
        var store = new StubStore(_ => ValueTask.FromResult(Address));

        ContextPackage package = await Pack(Turn(30), new PackagingOptions { TranscriptStore = store, InlineSteps = 5 });

        StoredTranscript stored = Assert.Single(store.Stored);
        Assert.Equal(new TranscriptReference(Address, 30) { Sha256 = Convert.ToHexStringLower(SHA256.HashData(stored.Utf8Json.Span)) }, package.TranscriptReference);
        Assert.Equal(new OmittedSteps(25, OmissionReason.ByReference), package.Transcript[0].Omitted);
        Assert.Equal(6, package.Transcript.Count);
        Assert.DoesNotContain("transcript", package.Completeness.Shortened);
        using JsonDocument document = JsonDocument.Parse(stored.Utf8Json);
        Assert.Equal((StoredTranscript.Schema, "t"), (document.RootElement.GetProperty("schema").GetString(), document.RootElement.GetProperty("escalationId").GetString()));
        Assert.Equal(30, document.RootElement.GetProperty("entries").GetArrayLength());
        Assert.Equal(package.TranscriptReference, ContextPackageJson.Parse(ContextPackageJson.ToUtf8Bytes(package)).TranscriptReference);
    }

    [Fact]
    public async Task A_short_transcript_stays_inline()
    {
        var store = new StubStore(_ => ValueTask.FromResult(Address));

        ContextPackage package = await Pack(Turn(5), new PackagingOptions { TranscriptStore = store, InlineSteps = 5 });

        Assert.Empty(store.Stored);
        Assert.Null(package.TranscriptReference);
        Assert.Equal(5, package.Transcript.Count);
    }

    [Fact]
    [Trait("Row", "79")]
    public async Task A_store_that_fails_costs_the_reference_and_not_the_transcript()
    {
        Func<CancellationToken, ValueTask<Uri>>[] failures =
        [
            _ => throw new IOException("full"),
            _ => ValueTask.FromException<Uri>(new TimeoutException()),
            _ => ValueTask.FromResult<Uri>(null!),
            _ => ValueTask.FromResult(new Uri("relative", UriKind.Relative)),
        ];
        foreach (Func<CancellationToken, ValueTask<Uri>> failure in failures)
        {
            ContextPackage package = await Pack(Turn(30), new PackagingOptions { TranscriptStore = new StubStore(failure), InlineSteps = 5 });

            Assert.Null(package.TranscriptReference);
            Assert.Equal(30, package.Transcript.Count);
        }
    }

    [Fact]
    public async Task A_store_that_is_late_is_not_waited_for()
    {
        var time = new ManualTimeProvider();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationToken seen = default;
        var store = new StubStore(async token =>
        {
            seen = token;
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return Address;
        });
        var packager = new ContextPackager(null, time, new PackagingOptions { TranscriptStore = store, InlineSteps = 1, StoreTimeout = TimeSpan.FromSeconds(2) });
        AgentTurn turn = Turn(3);

        Task<ContextPackage> packing = packager.PackAsync(turn, Packages.Policy.Explain(turn), Packages.Route, null).AsTask();
        await asked.Task;
        while (!packing.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        Assert.Null((await packing).TranscriptReference);
        Assert.True(seen.IsCancellationRequested);
    }

    [Fact]
    public async Task A_conversation_that_the_caller_keeps_is_referred_to_and_not_stored()
    {
        var store = new StubStore(_ => ValueTask.FromResult(Address));
        var known = new Uri("https://chat.example.org/c");

        ContextPackage package = await Pack(Turn(30), new PackagingOptions { TranscriptStore = store, TranscriptLocation = _ => known, InlineSteps = 5 });
        ContextPackage thrown = await Pack(Turn(30), new PackagingOptions { TranscriptLocation = _ => throw new InvalidOperationException(), InlineSteps = 5 });

        Assert.Equal(new TranscriptReference(known, 30), package.TranscriptReference);
        Assert.Empty(store.Stored);
        Assert.Null(thrown.TranscriptReference);
    }

    [Fact]
    [Trait("Row", "80")]
    public async Task The_stored_transcript_is_redacted_like_the_package()
    {
        AgentTurn turn = Turn(30);
        turn.Conversation!.Record(AgentStep.User("My card is 4111 1111 1111 1111, password=hunter2"));
        var store = new StubStore(_ => ValueTask.FromResult(Address));

        await Pack(turn, new PackagingOptions { TranscriptStore = store, InlineSteps = 5 });
        ContextPackage hidden = await Pack(turn, new PackagingOptions { TranscriptStore = store, InlineSteps = 5, Redaction = PackageRedaction.Build(r => r.For(DataClass.Location, RedactionMethod.Erase)) });

        string text = Encoding.UTF8.GetString(store.Stored[0].Utf8Json.Span);
        Assert.Contains("**** **** **** 1111", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.Null(hidden.TranscriptReference!.Location);
        Assert.Contains("transcript", hidden.Completeness.Shortened);
    }

    private static AgentTurn Turn(int steps)
    {
        var conversation = new Conversation("c");
        for (int i = 0; i < steps; i++)
        {
            conversation.Record(AgentStep.Message($"step {i}"));
        }

        return new AgentTurn { Id = "t", Conversation = conversation, Confidence = 0.1 };
    }

    private static ValueTask<ContextPackage> Pack(AgentTurn turn, PackagingOptions options) =>
        new ContextPackager(null, new ManualTimeProvider(), options).PackAsync(turn, Packages.Policy.Explain(turn), Packages.Route, null);

    private sealed class StubStore(Func<CancellationToken, ValueTask<Uri>> answer) : ITranscriptStore
    {
        internal List<StoredTranscript> Stored { get; } = [];

        public ValueTask<Uri> StoreAsync(StoredTranscript transcript, CancellationToken cancellationToken = default)
        {
            Stored.Add(transcript);
            return answer(cancellationToken);
        }
    }
}
