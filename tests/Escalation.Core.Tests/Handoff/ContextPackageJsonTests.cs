using System.Text;
using System.Text.Json.Nodes;
using Escalation.Decisions;
using Escalation.Handoff;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Handoff;

public class ContextPackageJsonTests
{
    [Fact]
    public void A_package_comes_back_without_loss()
    {
        ContextPackage package = Packages.Full();

        ContextPackage read = ContextPackageJson.Parse(ContextPackageJson.ToUtf8Bytes(package));

        Assert.Equal(ContextPackageJson.ToUtf8Bytes(package), ContextPackageJson.ToUtf8Bytes(read));
        Assert.Equal(package.Attempted, read.Attempted);
        Assert.Equal(package.IntermediateResults, read.IntermediateResults);
        Assert.Equal(package.Transcript, read.Transcript);
        Assert.Equal(package.Why.Triggers, read.Why.Triggers);
        Assert.Equal(package.Attributes, read.Attributes);
        Assert.Equal((package.BestGuess, package.PendingAction, package.Requester), (read.BestGuess, read.PendingAction, read.Requester));
        Assert.Equal((package.OriginalRequest, package.FallbackMessage, package.CreatedAt), (read.OriginalRequest, read.FallbackMessage, read.CreatedAt));
        Assert.Equal((package.Correlation, package.Summary, package.TranscriptReference), (read.Correlation, read.Summary, read.TranscriptReference));
        Assert.Equal((package.Why.Severity, package.Why.Costs, package.Why.DecisionClass), (read.Why.Severity, read.Why.Costs, read.Why.DecisionClass));
        Assert.Equal(package.Understanding!.Slots, read.Understanding!.Slots);
        Assert.Equal(package.Understanding.IntentScores, read.Understanding.IntentScores);
        Assert.Equal(package.Understanding.Interpretations, read.Understanding.Interpretations);
        Assert.Equal(package.Attachments, read.Attachments);
        Assert.Equal(package.Labels, read.Labels);
        Assert.Equal(package.Route.Skills, read.Route.Skills);
        Assert.Equal(package.Route with { Skills = [] }, read.Route with { Skills = [] });
        Assert.Equal(package.Unreadable, read.Unreadable);
        Assert.Equal(package.Redaction!.Counts, read.Redaction!.Counts);
    }

    [Fact]
    public void A_document_of_the_first_version_stays_readable()
    {
        ContextPackage read = ContextPackageJson.Parse(File.ReadAllBytes(Golden("context-package-1.json")));

        Assert.Equal(("turn-3", "conversation-7", "Please refund order 12."), (read.EscalationId, read.ConversationId, read.OriginalRequest.Text));
        Assert.Equal(new Requester("Ada", "ada@example.org", "de-CH", "gold"), read.Requester);
        Assert.Equal([(7L, "refund", true), (10L, "read", false)], read.Attempted.Select(a => (a.Step, a.Action, a.Failed)));
        Assert.Equal([OmissionReason.NotRetained, OmissionReason.PackageLimit], read.Transcript.Take(2).Select(entry => entry.Omitted!.Reason));
        Assert.Equal("I try \"another\" way: äöü ✓ <b>", read.Transcript[5].Step!.Text);
        Assert.Equal((Reason.Loop, 3.0, Severity.Moderate), (read.Why.Triggers[1].Reason, read.Why.Triggers[1].Score, read.Why.Triggers[1].Severity));
        Assert.Equal("north", read.Attributes["tenant"]);
        Assert.True(double.IsNaN(read.BestGuess!.Confidence!.Value));
        Assert.Null(read.Redaction);
        Assert.Equal("t", ContextPackageJson.Parse(File.ReadAllBytes(Golden("context-package-1-least.json"))).TurnId);
        byte[] upgraded = ContextPackageJson.ToUtf8Bytes(read);
        Assert.Equal(upgraded, ContextPackageJson.ToUtf8Bytes(ContextPackageJson.Parse(upgraded)));
    }

    [Fact]
    public void A_document_of_the_first_version_has_none_of_the_newer_members()
    {
        string first = File.ReadAllText(Golden("context-package-1.json"));
        JsonObject newer = JsonNode.Parse(ContextPackageJson.ToUtf8Bytes(Packages.Full()))!.AsObject();
        string[] added = [.. newer.Select(member => member.Key).Where(name => !JsonNode.Parse(first)!.AsObject().ContainsKey(name) && !name.StartsWith("omitted", StringComparison.Ordinal))];

        Assert.Equal(["correlation", "summary", "understanding", "labels", "transcriptReference", "attachments", "unreadable", "redaction"], added);
        foreach (string name in added)
        {
            JsonObject mixed = JsonNode.Parse(first)!.AsObject();
            mixed[name] = newer[name]!.DeepClone();
            Refused(mixed.ToJsonString());
        }

        Refused(first.Replace("\"owner\":", "\"rule\":\"r\",\"owner\":", StringComparison.Ordinal));
        Refused(first.Replace("\"policy\":", "\"severity\":\"low\",\"policy\":", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Row", "80")]
    public void What_is_refused_is_not_quoted()
    {
        const string canary = "canary-7f3a";
        string json = Encoding.UTF8.GetString(ContextPackageJson.ToUtf8Bytes(Packages.Full()));
        string[] attacks =
        [
            json.Replace("escalation-context/2", canary, StringComparison.Ordinal),
            json.Replace("\"high\"", $"\"{canary}\"", StringComparison.Ordinal),
            json.Replace("\"kind\":\"user\"", $"\"kind\":\"{canary}\"", StringComparison.Ordinal),
            json.Replace("\"kind\":\"user\"", $"\"{canary}\":1,\"kind\":\"user\"", StringComparison.Ordinal),
            json.Replace("\"labels\"", $"\"{canary}\":1,\"{canary}\":1,\"labels\"", StringComparison.Ordinal),
            json.Replace("\"labels\"", $"\"{canary}\":1,\"labels\"", StringComparison.Ordinal),
            json.Replace("1970-01-01", canary, StringComparison.Ordinal),
            json.Replace("https://files", canary, StringComparison.Ordinal),
            json[..^1] + canary,
        ];

        foreach (string attack in attacks)
        {
            Assert.Contains(canary, attack, StringComparison.Ordinal);
            FormatException fault = Assert.Throws<FormatException>(() => ContextPackageJson.Parse(Encoding.UTF8.GetBytes(attack)));
            Assert.DoesNotContain("canary", fault.ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    [Trait("Row", "57")]
    public void Any_text_comes_back_even_ill_formed_ones_after_their_repair()
    {
        Gen<string> awkward = Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
            Gen.Elements("\uD800", "a\uDC00b", "\uD83D\uDE00", "\"\\\u2028\0", "</script>", "NaN", "\uFEFF"));
        Gen<string[]> gen = awkward.ArrayOf(8);

        Prop.ForAll(gen.ToArbitrary(), texts =>
        {
            var conversation = new Conversation("c" + texts[0]);
            conversation.Record(AgentStep.Tool(texts[1], texts[2], texts[3]));
            conversation.Record(AgentStep.User(texts[4]));
            ContextPackage package = Packages.Pack(
                new AgentTurn
                {
                    Id = "t" + texts[0],
                    Conversation = conversation,
                    Request = texts[5],
                    Answer = texts[6],
                    Confidence = double.NaN,
                    Attributes = new Dictionary<string, string> { [texts[7]] = texts[1] },
                },
                fallback: texts[2]);
            ContextPackage read = ContextPackageJson.Parse(ContextPackageJson.ToUtf8Bytes(package));
            return read.EscalationId == package.EscalationId
                && read.OriginalRequest == package.OriginalRequest
                && read.BestGuess!.Answer == package.BestGuess!.Answer
                && double.IsNaN(read.BestGuess.Confidence!.Value)
                && read.Transcript.SequenceEqual(package.Transcript)
                && read.Attributes.SequenceEqual(package.Attributes)
                && package.OriginalRequest.Text.Length == texts[5].Length;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_moment_of_packing_is_not_content_and_everything_else_is()
    {
        ContextPackage package = Packages.Pack();

        Assert.Equal(ContextPackageJson.ContentSha256(package), ContextPackageJson.ContentSha256(package with { CreatedAt = package.CreatedAt.AddDays(1), Route = package.Route with { Deadline = package.CreatedAt.AddHours(1) } }));
        ContextPackage traced = package with { Correlation = new Correlation("s", "trace 1") };
        Assert.Equal(ContextPackageJson.ContentSha256(traced), ContextPackageJson.ContentSha256(traced with { Correlation = new Correlation("s", "trace 2") }));
        Assert.NotEqual(ContextPackageJson.ContentSha256(traced), ContextPackageJson.ContentSha256(traced with { Correlation = new Correlation("other", "trace 1") }));
        Assert.NotEqual(ContextPackageJson.ContentSha256(package), ContextPackageJson.ContentSha256(package with { OmittedResults = 1 }));
        Assert.NotEqual(ContextPackageJson.ContentSha256(package), ContextPackageJson.ContentSha256(package with { OriginalRequest = new PackageText("other") }));
    }

    [Fact]
    public void A_package_that_misses_repeats_or_adds_any_member_is_refused()
    {
        string json = Encoding.UTF8.GetString(ContextPackageJson.ToUtf8Bytes(Packages.Full()));
        string[] optional =
        [
            "conversationId", "correlation", "requester", "summary", "understanding", "bestGuess", "pendingAction", "transcriptReference", "fallbackMessage", "redaction",
            "omittedAttempts", "omittedResults", "omittedAttachments", "omittedAttributes",
        ];
        string[] members = [.. JsonNode.Parse(json)!.AsObject().Select(member => member.Key)];
        foreach (string member in members)
        {
            JsonObject missing = JsonNode.Parse(json)!.AsObject();
            missing.Remove(member);
            if (!optional.Contains(member))
            {
                Refused(missing.ToJsonString());
            }

            JsonObject mistyped = JsonNode.Parse(json)!.AsObject();
            mistyped[member] = true;
            Refused(mistyped.ToJsonString());
            mistyped[member] = null;
            Refused(mistyped.ToJsonString());
            Refused(string.Concat("{\"", member, "\":1,", json.AsSpan(1)));
            Refused(string.Concat("{\"", member.ToUpperInvariant(), "\":1,", json.AsSpan(1)));
        }
    }

    [Fact]
    public void An_unknown_member_anywhere_inside_is_refused()
    {
        string json = Encoding.UTF8.GetString(ContextPackageJson.ToUtf8Bytes(Packages.Full()));
        int objects = 0;
        for (int i = json.IndexOf('{', StringComparison.Ordinal); i >= 0; i = json.IndexOf('{', i + 1))
        {
            string attacked = json.Insert(i + 1, "\"zzz\":{\"zzz\":1},");
            bool isAttributes = json[..i].EndsWith("\"attributes\":", StringComparison.Ordinal) || json[..i].EndsWith("\"slots\":", StringComparison.Ordinal);
            bool inText = json[..i].EndsWith("\":\"", StringComparison.Ordinal);
            if (!inText || isAttributes)
            {
                objects++;
                Refused(attacked);
            }
        }

        Assert.True(objects > 30);
    }

    [Fact]
    public void Cut_at_any_byte_it_is_refused_and_nothing_else_is_thrown()
    {
        byte[] json = ContextPackageJson.ToUtf8Bytes(Packages.Pack());
        for (int length = 0; length < json.Length; length++)
        {
            Assert.Throws<FormatException>(() => ContextPackageJson.Parse(json.AsMemory(0, length)));
        }
    }

    [Fact]
    public void A_flipped_byte_is_refused_or_gives_another_package_and_nothing_else_is_thrown()
    {
        byte[] json = ContextPackageJson.ToUtf8Bytes(Packages.Pack());
        foreach (byte mask in (byte[])[0x01, 0x20, 0x80])
        {
            for (int i = 0; i < json.Length; i++)
            {
                byte[] flipped = [.. json];
                flipped[i] ^= mask;
                try
                {
                    Assert.NotEqual(json, ContextPackageJson.ToUtf8Bytes(ContextPackageJson.Parse(flipped)));
                }
                catch (FormatException)
                {
                    // Refused.
                }
            }
        }
    }

    [Theory]
    [InlineData("escalation-context/2", "escalation-context/3")]
    [InlineData("\"severity\":\"moderate\"", "\"severity\":\"grave\"")]
    [InlineData("\"sha256\":\"aaa", "\"sha256\":\"AAA")]
    [InlineData("\"size\":99", "\"size\":-1")]
    [InlineData("\"size\":99", "\"size\":9.9")]
    [InlineData("\"wrongAct\":50", "\"wrongAct\":4")]
    [InlineData("https://transcripts", "transcripts")]
    [InlineData("\"method\":\"mask\"", "\"method\":\"keep\"")]
    [InlineData("\"count\":1", "\"count\":0")]
    [InlineData("2025-01-02T04", "2025-01-02T25")]
    [InlineData("\"skills\":[\"billing\",\"de\"]", "\"skills\":[]")]
    [InlineData("\"rule\":\"big-refunds\"", "\"rule\":\" \"")]
    [InlineData("\"high\"", "\"highest\"")]
    [InlineData("\"high\"", "\"High\"")]
    [InlineData("\"escalate-to-person\"", "\"0\"")]
    [InlineData("\"score\":0.4", "\"score\":1e400")]
    [InlineData("\"score\":0.4", "\"score\":\"0.4\"")]
    [InlineData("\"step\":2", "\"step\":0")]
    [InlineData("\"step\":2", "\"step\":2.5")]
    [InlineData("\"failed\":true", "\"failed\":1")]
    [InlineData("\"turnId\":\"turn-3\"", "\"turnId\":\" \"")]
    [InlineData("\"turnId\":\"turn-3\"", "\"turnId\":\"\\udc00\"")]
    [InlineData("\"kind\":\"user\"", "\"kind\":\"admin\"")]
    [InlineData("2025-01-02T03", "2025-01-02 03")]
    [InlineData("\"reason\":\"loop\"", "\"reason\":\"\"")]
    public void A_value_outside_its_range_is_refused(string from, string to)
    {
        string json = Encoding.UTF8.GetString(ContextPackageJson.ToUtf8Bytes(Packages.Full()));
        Assert.Contains(from, json, StringComparison.Ordinal);

        Refused(json.Replace(from, to, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\uFEFF{}")]
    [InlineData("{\"schema\":\"escalation-context/1\"}")]
    [InlineData("{\"schema\":\"escalation-context/2\"}")]
    public void What_is_no_package_is_refused(string json) => Refused(json);

    [Fact]
    [Trait("Row", "40")]
    public void Deep_nesting_overflows_no_stack() =>
        Refused("{\"schema\":" + new string('[', 1_000_000) + new string(']', 1_000_000) + "}");

    private static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);

    private static void Refused(string json) =>
        Assert.Throws<FormatException>(() => ContextPackageJson.Parse(Encoding.UTF8.GetBytes(json)));
}
