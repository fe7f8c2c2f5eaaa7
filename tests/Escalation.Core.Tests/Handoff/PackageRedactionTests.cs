using System.Text;
using System.Text.Json;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Redaction;
using Escalation.Triggers.Sensitivity;

namespace Escalation.Core.Tests.Handoff;

public class PackageRedactionTests
{
    private const string Canary = "canary 7f3a";
    private const string Card = "4111 1111 1111 1111";

    private static readonly RedactionKey Key = new("k1", new byte[32]);

    [Fact]
    [Trait("Row", "80")]
    public void Texts_keep_their_words_and_lose_what_nobody_needs()
    {
        AgentTurn turn = Packages.Turn() with
        {
            Request = $"My card {Card} and my SSN 536-90-4399; write to ada@example.org.",
            Answer = """{"password":"hunter2"}""",
            ProposedStep = AgentStep.Tool("login", """{"api_key":"abc123"}"""),
        };

        ContextPackage package = Packages.Pack(turn);

        Assert.Equal("My card **** **** **** 1111 and my SSN [national-id]; write to ada@example.org.", package.OriginalRequest.Text);
        Assert.Equal("""{"password":"[credential]"}""", package.BestGuess!.Answer.Text);
        Assert.Equal("""{"api_key":"[credential]"}""", package.PendingAction!.Step!.Arguments);
        Assert.Equal(
            [
                new RedactionCount("bestGuess.answer", DataClass.Credential, RedactionMethod.Erase, 1),
                new RedactionCount("originalRequest", DataClass.NationalId, RedactionMethod.Erase, 1),
                new RedactionCount("originalRequest", DataClass.PaymentCard, RedactionMethod.Mask, 1),
                new RedactionCount("pendingAction.step.arguments", DataClass.Credential, RedactionMethod.Erase, 1),
            ],
            package.Redaction!.Counts);
        Assert.Equal(["credential", "email-address", "national-id", "payment-card"], package.Labels);
        Assert.True(package.Completeness.IsComplete);
    }

    [Fact]
    [Trait("Row", "80")]
    public void An_attribute_of_unknown_class_stays_behind_with_its_name()
    {
        AgentTurn turn = Packages.Turn() with { Attributes = new Dictionary<string, string> { ["tenant"] = "north", [Canary] = "canary value", ["ssn"] = "canary too" } };

        ContextPackage package = Packages.Pack(turn);

        Assert.Equal("north", Assert.Single(package.Attributes).Value);
        Assert.Equal(2, package.OmittedAttributes);
        Assert.Equal(new RedactionCount("attributes", default, RedactionMethod.Erase, 2), Assert.Single(package.Redaction!.Counts));
        Assert.All(Renderings(package), text => Assert.DoesNotContain("canary", text, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(3, Packages.Pack(turn, options: Options(r => r.OtherAttributes(DataClass.Operational))).Attributes.Count);
    }

    /// <summary>A canary in every text of a turn, every class erased: what is left of the turn in any rendering is its id.</summary>
    [Fact]
    [Trait("Row", "80")]
    public void Erased_fields_appear_in_no_rendering()
    {
        DataClass[] all = [.. PackageField.Classes.Values.Distinct()];
        AgentTurn turn = CanaryTurn();
        ContextPackage open = Packages.Pack(turn, fallback: Canary);

        ContextPackage erased = Packages.Pack(turn, fallback: Canary, options: Options(r =>
        {
            foreach (DataClass data in all)
            {
                r.For(data, RedactionMethod.Erase);
            }
        }));

        string[] hidden = Renderings(erased);
        Assert.All(Renderings(open), text => Assert.Contains(Canary, text, StringComparison.Ordinal));
        Assert.All(hidden, text => Assert.DoesNotContain("canary", text, StringComparison.OrdinalIgnoreCase));
        string[] fields = [.. erased.Redaction!.Counts.Select(count => count.Field)];
        string[] unused = [PackageField.TranscriptLocation, PackageField.Labels];
        Assert.Equal(PackageField.Classes.Keys.Except(unused).Order(StringComparer.Ordinal), fields.Where(field => field != PackageField.Attributes).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("t", erased.EscalationId);
    }

    [Fact]
    public void Every_member_of_the_document_is_classified_or_known_to_hold_no_content()
    {
        AgentTurn turn = CanaryTurn();
        using JsonDocument document = JsonDocument.Parse(ContextPackageJson.ToUtf8Bytes(Packages.Pack(turn, fallback: Canary)));

        string[] carrying = [.. Carrying(document.RootElement, "").Distinct()];

        Assert.True(carrying.Length > 20, string.Join(", ", carrying));
        Assert.All(carrying, path => Assert.Contains(path, PackageField.Classes.Keys));
    }

    [Fact]
    public void A_rule_for_each_class_reaches_its_fields()
    {
        PackagingOptions strict = Options(r => r.ErasePersonalData().Key(Key).For(DataClass.Identifier, RedactionMethod.Hash));

        ContextPackage package = Packages.Pack(Packages.FullTurn(), options: strict);

        Assert.Equal(("[person-name]", "[contact]", "de-CH"), (package.Requester!.Name, package.Requester.Contact, package.Requester.Language));
        Assert.StartsWith("[identifier:k1:", package.ConversationId, StringComparison.Ordinal);
        Assert.StartsWith("[identifier:k1:", package.Correlation!.TraceId, StringComparison.Ordinal);
        Assert.Equal("[payment-card]", package.Understanding!.Slots["card"]);
        Assert.Equal("turn-3", package.EscalationId);
        Assert.Equal("k1", package.Redaction!.KeyId);
        Assert.Equal(["requester", "reply-address"], package.Completeness.Withheld);
        Assert.Equal(90.0 / 105.0, package.Completeness.Score, 1e-12);
    }

    [Fact]
    public void Equal_values_have_equal_hashes_under_one_key_and_others_under_another()
    {
        string Hashed(string secret) => Packages.Pack(Packages.Turn(), options: Options(r => r.Key(new RedactionKey("k", Encoding.ASCII.GetBytes(secret))).For(DataClass.Contact, RedactionMethod.Hash))).Requester!.Contact!;

        Assert.Equal(Hashed("0123456789abcdef"), Hashed("0123456789abcdef"));
        Assert.NotEqual(Hashed("0123456789abcdef"), Hashed("0123456789abcdeg"));
        Assert.Throws<ArgumentException>(() => PackageRedaction.Build(r => r.For(DataClass.Contact, RedactionMethod.Hash)));
    }

    [Fact]
    public void The_cut_never_shows_half_a_number()
    {
        for (int limit = 16; limit < 80; limit++)
        {
            AgentTurn turn = Packages.Turn() with { Request = new string('x', 30) + " card " + Card + " " + new string('y', 200) };

            ContextPackage package = Packages.Pack(turn, new PackageLimits { MaximumTextCharacters = limit });

            Assert.DoesNotContain("4111", package.OriginalRequest.Text, StringComparison.Ordinal);
            Assert.True(package.OriginalRequest.Text.Length <= limit);
            Assert.False(package.OriginalRequest.IsWhole);
        }
    }

    [Fact]
    public void A_location_is_whole_or_gone()
    {
        AgentTurn turn = Packages.Turn() with
        {
            Attachments =
            [
                new AttachmentReference("a", "text/plain", new Uri("https://files.example.org/" + new string('p', 100))),
                new AttachmentReference("b", "text/plain", new Uri("relative", UriKind.Relative)),
                null!,
                new AttachmentReference("c", "text/plain", new Uri("https://files.example.org/c")),
            ],
        };

        ContextPackage package = Packages.Pack(turn, new PackageLimits { MaximumTextCharacters = 60 });

        Assert.Equal([null, null, "https://files.example.org/c"], package.Attachments.Select(file => file.Location?.OriginalString));
        Assert.Equal(1, package.OmittedAttachments);
    }

    [Fact]
    public void The_reasons_of_the_sensitivity_triggers_are_labels()
    {
        IReadOnlySet<Reason> labels = PackagingOptions.Default.SensitiveReasons;

        Assert.All([SensitivityReason.PersonalData, SensitivityReason.NegativeSentiment, SensitivityReason.HiddenText, SensitivityReason.ProtectedAccount, Reason.Sensitivity], reason => Assert.Contains(reason, labels));
        Assert.Equal(typeof(SensitivityReason).GetProperties().Length + 1, labels.Count);
    }

    internal static AgentTurn CanaryTurn(string conversationId = Canary)
    {
        Conversation conversation = Packages.Policy.StartConversation(conversationId);
        conversation.Record(AgentStep.User(Canary));
        conversation.Record(AgentStep.Tool(Canary, Canary, Canary));
        conversation.Record(AgentStep.Tool(Canary, Canary, Canary, isError: true) with { Text = Canary });
        return new AgentTurn
        {
            Id = "t",
            Conversation = conversation,
            Request = Canary,
            Answer = Canary,
            Confidence = 0.1,
            ProposedStep = AgentStep.Tool(Canary, Canary, Canary) with { Text = Canary },
            Requester = new Requester(Canary, Canary, Canary, Canary),
            Correlation = new Correlation(Canary, Canary, Canary),
            Channel = Canary,
            Summary = Canary,
            DecisionClass = Canary,
            Intent = Canary,
            Slots = new Dictionary<string, string> { [Canary] = Canary },
            Interpretations = [new Interpretation(Canary)],
            Samples = [new AnswerSample(Canary)],
            Attributes = new Dictionary<string, string> { [Canary] = Canary },
            Attachments = [new AttachmentReference(Canary, Canary, new Uri("https://files.example.org/canary"))],
        };
    }

    internal static string[] Renderings(ContextPackage package) =>
    [
        Encoding.UTF8.GetString(ContextPackageJson.ToUtf8Bytes(package)),
        ContextPackageText.ToMarkdown(package),
        ContextPackageText.ToPlainText(package),
        Encoding.UTF8.GetString(HandoffEvents.ToInitiateUtf8(package, new HandoffEventAddress("c"))),
    ];

    private static IEnumerable<string> Carrying(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Carrying(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(element => Carrying(element, path)),
        JsonValueKind.String when json.GetString()!.Contains("canary", StringComparison.OrdinalIgnoreCase) => [Field(path)],
        _ => [],
    };

    /// <summary>A text is an object of its own in the document, and a slot's name is part of its path.</summary>
    private static string Field(string path)
    {
        string field = path.StartsWith("understanding.slots.", StringComparison.Ordinal) ? "understanding.slots" : path;
        return PackageField.Classes.ContainsKey(field) ? field : field.EndsWith(".text", StringComparison.Ordinal) ? field[..^".text".Length] : field;
    }

    private static PackagingOptions Options(Action<PackageRedactionBuilder> configure) => new() { Redaction = PackageRedaction.Build(configure) };
}
