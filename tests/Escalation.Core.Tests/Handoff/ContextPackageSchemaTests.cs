using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Core.Tests.Architecture;
using Escalation.Decisions;
using Escalation.Handoff;

namespace Escalation.Core.Tests.Handoff;

public sealed class ContextPackageSchemaTests : IDisposable
{
    private readonly JsonSchemaChecker _schema = new(ContextPackageJson.SchemaDocument);

    public void Dispose() => _schema.Dispose();

    [Fact]
    public void The_published_schema_is_the_one_in_the_assembly() =>
        Assert.Equal(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "context-package.schema.json")), ContextPackageJson.SchemaDocument);

    [Fact]
    public void What_is_written_fits_the_schema()
    {
        ContextPackage[] packages =
        [
            Packages.Full(),
            Packages.Pack(),
            Packages.Pack(new AgentTurn { Id = "t" }, fallback: null),
            Packages.Pack(Packages.FullTurn(), new PackageLimits { MaximumTextCharacters = 16, MaximumSteps = 2, MaximumAttempts = 1 }),
            ContextPackageJson.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "context-package-1.json"))),
        ];

        Assert.All(packages, package => Assert.True(_schema.Accepts(Text(package))));
    }

    [Fact]
    public void The_full_package_has_every_member_that_the_schema_names()
    {
        JsonObject full = Node(Packages.Full());

        string[] declared = [.. _schema.Root.GetProperty("properties").EnumerateObject().Select(member => member.Name)];
        Assert.Equal(declared.Order(), full.Select(member => member.Key).Order());
    }

    /// <summary>Each kind of object in the document loses each member, gains one, and has each value replaced: parser and schema agree on every change.</summary>
    [Fact]
    public void Schema_and_parser_refuse_the_same_documents()
    {
        string json = Text(Packages.Full());
        int agreements = 0;
        int refusals = 0;
        foreach (string changed in Changes(json))
        {
            if (changed.Contains("\"wrongAct\":0.5", StringComparison.Ordinal))
            {
                // That a wrong act costs more than an escalation is said in the schema's words only.
                continue;
            }

            bool parsed = Parses(changed);
            Assert.True(parsed == _schema.Accepts(changed), changed);
            agreements++;
            refusals += parsed ? 0 : 1;
        }

        Assert.True(agreements > 400 && refusals > 250, $"{agreements} changes, {refusals} refused");
    }

    [Fact]
    public void The_names_in_the_schema_are_those_of_the_code()
    {
        JsonElement definitions = _schema.Root.GetProperty("$defs");

        Assert.Equal(Enum.GetValues<Severity>().Order().Select(PackageNames.Of), Names(definitions.GetProperty("severity")));
        Assert.Equal(Enum.GetValues<DecisionOutcome>().Order().Select(DecisionOutcomeNames.Of), Names(definitions.GetProperty("outcome")));
        Assert.Equal(Enum.GetValues<OmissionReason>().Select(PackageNames.Of), Names(definitions.GetProperty("omission").GetProperty("properties").GetProperty("reason")));
        Assert.Equal(Enum.GetValues<AgentStepKind>().Select(AgentStepJson.NameOf), Names(definitions.GetProperty("step").GetProperty("properties").GetProperty("kind")));
        Assert.Equal(ContextPackage.Schema, _schema.Root.GetProperty("properties").GetProperty("schema").GetProperty("const").GetString());
    }

    private static IEnumerable<string?> Names(JsonElement list) => list.GetProperty("enum").EnumerateArray().Select(name => name.GetString());

    private static IEnumerable<string> Changes(string json)
    {
        JsonNode root = JsonNode.Parse(json)!;
        foreach (JsonObject at in Objects(root).DistinctBy(one => string.Join(',', one.Select(member => member.Key))).ToList())
        {
            foreach ((string member, JsonNode? kept) in at.ToList())
            {
                at.Remove(member);
                yield return root.ToJsonString();
                foreach (JsonNode? value in (JsonNode?[])[null, -1, 0.5, "x"])
                {
                    at[member] = value;
                    yield return root.ToJsonString();
                }

                at[member] = kept;
            }

            at["zzz"] = new JsonObject();
            yield return root.ToJsonString();
            at.Remove("zzz");
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Objects(member.Value)).Prepend(members),
        JsonArray elements => elements.SelectMany(Objects),
        _ => [],
    };

    private static bool Parses(string json)
    {
        try
        {
            ContextPackageJson.Parse(Encoding.UTF8.GetBytes(json));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static JsonObject Node(ContextPackage package) => JsonNode.Parse(Text(package))!.AsObject();

    private static string Text(ContextPackage package) => Encoding.UTF8.GetString(ContextPackageJson.ToUtf8Bytes(package));
}
