using System.Text;
using System.Text.Json.Nodes;
using Escalation.DependencyInjection;
using Escalation.Triggers.Loops;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Escalation.Core.Tests.DependencyInjection;

/// <summary>Configuration and the document are one language.</summary>
public class PolicyDocumentTests
{
    private static readonly string Golden = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "loop-policy.json"));

    [Fact]
    public void The_golden_policy_says_the_same_as_a_document_as_a_file_of_configuration_and_as_code()
    {
        var code = new LoopSettings();
        code.Tool("poll").Polling = true;
        code.Tool("tool_search").ReadOnly = true;
        code.Tool("search").ReadOnly = true;
        code.Tool("think").SideEffectFree = true;
        code.Tool("bash").NoiseFields.Add("description");
        code.Tool("parallel").ParallelCalls = "calls";
        string[] expected = [.. OptionsGraph.Dump(code)];

        PolicyDocument document = Parse(Golden);

        Assert.Equal(["loops"], document.Sections);
        Assert.Equal(expected, OptionsGraph.Dump(document.Options.Loops));
        Assert.Equal(expected, OptionsGraph.Dump(Configured(Golden).Loops));
        Assert.Equal(new LoopRules(code).Fingerprint, new LoopRules(document.Options.Loops!).Fingerprint);
    }

    [Fact]
    public void Every_option_is_known_to_both_and_arrives()
    {
        JsonObject written = Everything();
        string[] given = [.. Leaves(written).Order(StringComparer.OrdinalIgnoreCase)];

        PolicyDocument document = Parse(written.ToJsonString());
        string[] read = [.. OptionsGraph.Dump(document.Options)];

        Assert.Equal(read, OptionsGraph.Dump(Configured(written.ToJsonString())));
        Assert.Equal(given, read.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(
            ["accounts", "ambiguity", "attribution", "compositions", "confidence", "costs", "degenerateSignal", "delegationValue", "disagreement", "goals", "hiddenText", "keywords", "logProbs", "loops", "outOfScope", "patterns", "personalData", "routes", "rules", "selfConsistency", "sentiment", "slots", "timeBudget", "verbalizedConfidence", "verifier"],
            document.Sections);
    }

    [Fact]
    [Trait("Row", "71")]
    public void Every_option_that_is_misspelt_is_refused_by_both()
    {
        string[] paths = [.. Objects(Everything()).SelectMany(path => At(Everything(), path).Select(member => $"{path}/{member.Key}")).Where(path => !path.EndsWith("aName", StringComparison.Ordinal))];
        Assert.True(paths.Length > 50, $"{paths.Length} options");
        foreach (string path in paths)
        {
            JsonObject written = Everything();
            (string parent, string name) = (path[..path.LastIndexOf('/')], path[(path.LastIndexOf('/') + 1)..]);
            JsonObject at = At(written, parent);
            JsonNode value = at[name]!.DeepClone();
            at.Remove(name);
            at.Add($"{name}x", value);

            Assert.Contains($"{name}x", Assert.Throws<FormatException>(() => Parse(written.ToJsonString())).Message, StringComparison.Ordinal);
            Assert.Contains($"{name}x", Assert.Throws<InvalidOperationException>(() => Configured(written.ToJsonString())).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [Trait("Row", "73")]
    [InlineData("{\"loops\":{}}")]
    [InlineData("\uFEFF{\"Loops\":{\"EXACTREPEATS\":6}} // why")]
    [InlineData("{\"loops\":{\"exactRepeats\":\"6\",}}")]
    [InlineData("{\"ambiguity\":{},\"loops\":{\"enabled\":false,\"tools\":{\"a\":{\"exempt\":true}}}}")]
    [InlineData("{\"ambiguity\":{\"minimumMargin\":0.25},\"confidence\":{\"certificate\":\"nowhere.json\"},\"version\":1}")]
    public void What_one_takes_the_other_takes_alike(string json) =>
        Assert.Equal(OptionsGraph.Dump(Configured(json)), OptionsGraph.Dump(Parse(json).Options));

    [Fact]
    public void A_section_is_named_as_written_and_may_be_without_content()
    {
        PolicyDocument document = Parse("{\"Loops\":{},\"version\":1,\"costs\":{\"wrongAct\":50,\"escalation\":4}}");

        Assert.Equal(["Loops", "costs"], document.Sections);
        Assert.True(document.Options.Loops!.Enabled);
    }

    [Theory]
    [Trait("Row", "71")]
    [Trait("Row", "72")]
    [Trait("Row", "73")]
    [Trait("Row", "74")]
    [InlineData("", "no valid JSON")]
    [InlineData("null", "must be a JSON object")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("{}", "absent or empty")]
    [InlineData("{\"loops\":{},\"loop\":{}}", "'policy:loop' is empty")]
    [InlineData("{\"loops\":{},\"loop\":{\"exactRepeats\":4},\"cost\":1}", "Unknown option 'policy:cost', 'policy:loop:exactRepeats'")]
    [InlineData("{\"loops\":{},\"Loops\":{}}", "the member 'Loops' twice")]
    [InlineData("{\"loops\":null}", "'policy:loops' is null")]
    [InlineData("{\"loops\":[]}", "'policy:loops' is empty")]
    [InlineData("{\"loops\":true}", "Unknown option 'policy:loops'")]
    [InlineData("{\"loops\":{\"exactRepeat\":4}}", "Unknown option 'policy:loops:exactRepeat'")]
    [InlineData("{\"loops\":{\"exactRepeats\":1}}", "Property Loops: ExactRepeats must be from 2 to 10000")]
    [InlineData("{\"loops\":{\"exactRepeats\":4.5}}", "'4.5' at 'policy:Loops:ExactRepeats'")]
    [InlineData("{\"loops\":{\"exactRepeats\":1e400}}", "'1e400' at 'policy:Loops:ExactRepeats'")]
    [InlineData("{\"loops\":{\"history\":5000}}", "History must be from 64 to 4096")]
    [InlineData("{\"loops\":{\"warnOutcome\":\"act\"}}", "Property Loops: A trigger must propose more than acting")]
    [InlineData("{\"loops\":{\"tools\":{}}}", "'policy:loops:tools' is empty")]
    [InlineData("{\"loops\":{\"tools\":{\"a\":true}}}", "Unknown option 'policy:loops:tools:a'")]
    [InlineData("{\"loops\":{\"tools\":{\"\":{}}}}", "may neither be blank")]
    [InlineData("{\"loops\":{\"tools\":{\"a:b\":{\"polling\":true}}}}", "has a member 'a:b'")]
    [InlineData("{\"loops\":{\"tools\":{\"a\":{\"poling\":true}}}}", "Unknown option 'policy:loops:tools:a:poling'")]
    [InlineData("{\"loops\":{\"tools\":{\"a\":{\"polling\":1}}}}", "'1' at 'policy:Loops:Tools:a:Polling'")]
    [InlineData("{\"loops\":{\"tools\":{\"a\":{\"noiseFields\":\"x\"}}}}", "Unknown option 'policy:loops:tools:a:noiseFields'")]
    [InlineData("{\"loops\":{\"tools\":{\"a\":{\"noiseFields\":[\" \"]}}}}", "'policy:loops:tools:a:noiseFields:0' is empty")]
    [InlineData("{\"loops\":{\"tools\":{\"a\":{\"parallelCalls\":null}}}}", "'policy:loops:tools:a:parallelCalls' is null")]
    [InlineData("{\"loops\":{\"tools\":{\"\\ud800\":{}}}}", "The policy cannot be used")]
    [InlineData("{\"slots\":{\"enabled\":true}}", "schemas must hold at least one schema")]
    [InlineData("{\"slots\":{\"schemas\":{\"a\":{\"slots\":{\"b\":{\"pattern\":\"(\"}}}}}}", "pattern of slot 'b' is malformed")]
    [InlineData("{\"slots\":{\"schemas\":{\"a\":{\"slots\":{\"b\":{\"optional\":true}}}}}}", "Unknown option 'policy:slots:schemas:a:slots:b:optional'")]
    [InlineData("{\"goals\":{\"marks\":\"Exclamations\"}}", "'Exclamations' at 'policy:Goals:Marks'")]
    [InlineData("{\"outOfScope\":{\"level\":1e400}}", "Property OutOfScope:Level")]
    [InlineData("{\"confidence\":{\"below\":1e400}}", "Property Confidence:Below: ")]
    [InlineData("{\"version\":2,\"loops\":{}}", "Property Version: ")]
    public void What_is_misspelt_doubled_empty_or_out_of_range_is_refused_by_name(string json, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => Parse(json)).Message, StringComparison.Ordinal);

    [Theory]
    [Trait("Row", "73")]
    [InlineData(65)]
    [InlineData(100_000)]
    public void A_document_nested_too_deeply_is_refused_and_overflows_no_stack(int depth) =>
        Assert.Throws<FormatException>(() => Parse(string.Concat(Enumerable.Repeat("{\"loops\":", depth)) + "1" + new string('}', depth)));

    /// <summary>Every option there is, within its bounds; a certificate beside a plain number is the one thing that nobody may give.</summary>
    private static JsonObject Everything()
    {
        JsonObject everything = OptionsGraph.Document(typeof(EscalationOptions));
        everything["version"] = EscalationOptions.CurrentVersion;
        everything["confidence"]!.AsObject().Remove("certificate");
        everything["disagreement"]!.AsObject().Remove("certificate");
        everything["outOfScope"]!.AsObject().Remove("certificate");
        everything["outOfScope"]!["measure"] = "Margin";
        everything["costs"]!["wrongAct"] = 50;
        everything["costs"]!["classes"]!["aName"]!["wrongAct"] = 500;
        everything["loops"]!["longestPeriod"] = 4;
        foreach (string score in new[] { "selfConsistency", "verifier", "logProbs" })
        {
            everything[score]!.AsObject().Remove("certificate");
        }

        everything["logProbs"]!["measure"] = "Entropy";
        everything["degenerateSignal"]!["maximumShare"] = 0.75;
        everything["keywords"]!["builtIn"] = new JsonArray("fraud", "drugs");
        everything["personalData"]!["classes"] = new JsonArray("iban", "payment-card");
        foreach (JsonNode? rule in everything["accounts"]!["rules"]!.AsArray())
        {
            rule!.AsObject().Remove("equalTo");
        }

        foreach (JsonNode? composition in everything["compositions"]!.AsArray())
        {
            composition!["kind"] = "Weighted";
            composition.AsObject().Remove("count");
            composition.AsObject().Remove("certificate");
        }

        foreach (JsonNode? rule in everything["rules"]!.AsArray())
        {
            rule!["when"] = new JsonObject { ["attribute"] = "tier", ["in"] = new JsonArray("gold", "platinum") };
        }

        return everything;
    }

    private static PolicyDocument Parse(string json) => PolicyDocument.Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>The same text as a file of configuration, bound as a user binds it.</summary>
    private static EscalationOptions Configured(string json)
    {
        string nested = $"{{\"Escalation\":{{\"Support\":{json.TrimStart('\uFEFF').Replace("// why", "", StringComparison.Ordinal)}}}}}";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(nested));
        IConfigurationRoot configuration = new ConfigurationBuilder().AddJsonStream(stream).Build();
        var services = new ServiceCollection();
        services.AddEscalation("support").Bind(configuration.GetSection("Escalation:Support"));
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsFactory<EscalationOptions>>().Create("support");
    }

    private static IEnumerable<string> Leaves(JsonNode? node, string path = "") => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value, $"{path}:{member.Key}")),
        JsonArray elements => elements.SelectMany((element, index) => Leaves(element, FormattableString.Invariant($"{path}:{index}"))),
        _ => [$"{path} = {node}"],
    };

    private static IEnumerable<string> Objects(JsonNode? node, string path = "") => node switch
    {
        JsonObject members => members.SelectMany(member => Objects(member.Value, $"{path}/{member.Key}")).Prepend(path),
        JsonArray elements => elements.SelectMany((element, index) => Objects(element, FormattableString.Invariant($"{path}/{index}"))),
        _ => [],
    };

    private static JsonObject At(JsonNode root, string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(root, (node, part) => node is JsonArray array ? array[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!).AsObject();
}
