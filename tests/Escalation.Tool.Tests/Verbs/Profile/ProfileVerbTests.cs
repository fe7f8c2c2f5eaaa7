using System.Text.Json;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Profile;

public class ProfileVerbTests
{
    private const string Header = "model,dataset,condition,signal,n,correct,escalated\n";

    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Golden", "profile.csv");

    [Theory]
    [InlineData("Qwen3.5-9B", 40, -0.9604, 1.0381, 0.5603, 0.9355, 0.7541)]
    [InlineData("gpt-5-nano", 40, -0.8719, 1.2950, 0.9118, 0.8466, 0.7566)]
    [InlineData("gpt-5-mini", 38, -1.1822, 1.1266, 0.5300, 0.8007, 0.7809)]
    [InlineData("gemma-3-12b-it", 40, -1.0790, 1.5578, 0.9803, 0.6903, 0.7544)]
    public void The_published_numbers_come_out(string model, int conditions, double slope, double intercept, double threshold, double selfEstimate, double accuracy)
    {
        JsonElement json = ToolRun.Of("profile", Golden, "--json").MustSucceed().Json;
        JsonElement found = json.GetProperty("models").EnumerateArray().Single(one => one.GetProperty("model").GetString() == model);
        Assert.Equal(conditions, found.GetProperty("conditions").GetInt32());
        Assert.Equal(slope, Number("slope"), 4);
        Assert.Equal(intercept, Number("intercept"), 4);
        Assert.Equal(threshold, Number("pStar"), 4);
        Assert.Equal(selfEstimate, Number("selfEstimate"), 4);
        Assert.Equal(accuracy, Number("meanAccuracy"), 4);
        Assert.Equal(Number("selfEstimate") - Number("meanAccuracy"), Number("miscalibration"), 1e-15);
        double[] ci = [.. found.GetProperty("pStarCi").EnumerateArray().Select(end => end.GetDouble())];
        Assert.InRange(Number("pStarLogistic"), ci[0], ci[1]);
        Assert.False(found.TryGetProperty("pStarReason", out _));

        double Number(string name) => found.GetProperty(name).GetDouble();
    }

    [Fact]
    public void Models_keep_their_order_and_accuracies_are_told_at_each_ratio()
    {
        JsonElement json = ToolRun.Of("profile", Golden, "--json", "--costs", "4", "20").MustSucceed().Json;
        JsonElement[] models = [.. json.GetProperty("models").EnumerateArray()];
        Assert.Equal("Qwen3.5-9B", models[0].GetProperty("model").GetString());
        Assert.Equal([4.0, 20.0], models[0].GetProperty("escalationAccuracy").EnumerateArray().Select(row => row.GetProperty("r").GetDouble()));
        JsonElement four = models[0].GetProperty("escalationAccuracy")[0];
        Assert.Equal((6080, 9813), (four.GetProperty("withSignal").GetProperty("right").GetInt32(), four.GetProperty("withSignal").GetProperty("n").GetInt32()));
        Assert.Equal((5867, 9943), (four.GetProperty("withoutSignal").GetProperty("right").GetInt32(), four.GetProperty("withoutSignal").GetProperty("n").GetInt32()));
        Assert.Contains("0.5603", ToolRun.Of("profile", Golden).MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Decisions_give_the_profile_of_their_counts()
    {
        using var folder = new TemporaryFolder();
        var rows = new List<string>();
        var lines = new List<string>();
        foreach (string line in File.ReadLines(Golden).Skip(1).Where(line => line.StartsWith("gpt-5-mini", StringComparison.Ordinal)))
        {
            string[] fields = line.Split(',');
            int n = int.Parse(fields[4], System.Globalization.CultureInfo.InvariantCulture);
            for (int i = 0; i < n; i++)
            {
                int correct = i < int.Parse(fields[5], System.Globalization.CultureInfo.InvariantCulture) ? 1 : 0;
                int escalated = n - 1 - i < int.Parse(fields[6], System.Globalization.CultureInfo.InvariantCulture) ? 1 : 0;
                rows.Add($"{fields[0]},{fields[1]},{fields[2]},{fields[3]},{correct},{escalated}");
                lines.Add($$"""{"model":"{{fields[0]}}","dataset":"{{fields[1]}}","condition":"{{fields[2]}}","signal":{{fields[3]}},"correct":{{correct}},"escalated":{{escalated}}}""");
            }
        }

        string csv = folder.Write("raw.csv", SampleData.Csv("model,dataset,condition,signal,correct,escalated", rows));
        string jsonl = folder.Write("raw.jsonl", string.Join('\n', lines));
        JsonElement counts = ToolRun.Of("profile", Golden, "--json").Json.GetProperty("models").EnumerateArray().Single(one => one.GetProperty("model").GetString() == "gpt-5-mini");
        JsonElement raw = ToolRun.Of("profile", csv, "--json").MustSucceed().Json.GetProperty("models")[0];
        Assert.Equal(ToolRun.Of("profile", csv, "--json"), ToolRun.Of("profile", jsonl, "--json"));
        foreach (JsonProperty property in counts.EnumerateObject())
        {
            Assert.Equal(property.Value.GetRawText(), raw.GetProperty(property.Name).GetRawText());
        }

        JsonElement confusion = raw.GetProperty("confusion").GetProperty("withSignal");
        Assert.Equal(7541, new[] { "tp", "fp", "tn", "fn" }.Sum(name => confusion.GetProperty(name).GetInt32()));
        Assert.False(counts.TryGetProperty("confusion", out _));
    }

    [Fact]
    public void What_is_missing_is_null_with_a_reason()
    {
        JsonElement rising = Model("m,d,1,true,10,2,3\nm,d,2,true,10,5,4\nm,d,3,true,10,8,6\n");
        Assert.True(rising.GetProperty("slope").GetDouble() > 0.0);
        AssertMissing(rising, "signalIgnored", "pStar", "pStarLogistic", "pStarCi", "selfEstimate", "miscalibration");

        JsonElement single = Model("m,d,1,true,10,2,3\n");
        AssertMissing(single, "equalAccuracies", "slope", "intercept", "pStar", "pStarLogistic", "pStarCi", "selfEstimate", "miscalibration");
        Assert.Equal(0.2, single.GetProperty("meanAccuracy").GetDouble());

        JsonElement without = Model("m,d,1,false,10,2,3\n");
        AssertMissing(without, "noConditionsWithSignal", "slope", "pStar", "pStarLogistic", "pStarCi", "selfEstimate", "meanAccuracy", "miscalibration");
        Assert.Equal(0, without.GetProperty("conditions").GetInt32());

        JsonElement separated = Model("m,d,1,true,10,2,10\nm,d,2,true,10,6,10\nm,d,3,true,10,8,0\n");
        AssertMissing(separated, "separated", "pStarLogistic", "pStarCi");
        Assert.Equal(0.7, separated.GetProperty("pStarIsotonic").GetDouble(), 1e-12);

        JsonElement above = Model("m,d,1,true,100,20,95\nm,d,2,true,100,50,90\nm,d,3,true,100,80,80\nm,d,4,true,100,95,70\n");
        Assert.True(above.GetProperty("pStar").GetDouble() > 1.0);
        Assert.Equal("aboveOne", above.GetProperty("pStarReason").GetString());
        AssertMissing(above, "noConditionsWithoutSignal", "selfEstimate", "miscalibration");
    }

    [Theory]
    [InlineData("m,d,1,true,10,2,3\n")]
    [InlineData("m,d,1,false,10,2,3\n")]
    [InlineData("m,d,1,true,10,2,10\nm,d,2,true,10,6,0\n")]
    public void Every_null_has_a_reason_beside_it(string rows)
    {
        foreach (string header in (string[])[Header, "model,dataset,condition,signal,correct,escalated\n"])
        {
            string input = header == Header ? Header + rows : $"{header}m,d,1,true,1,0\nm,d,1,true,1,1\n";
            AssertReasons(ToolRun.With(input, "profile", "-", "--json", "--compare", "m", "m").MustSucceed().Json);
        }
    }

    [Fact]
    public void Two_models_are_compared()
    {
        JsonElement comparison = ToolRun.Of("profile", Golden, "--json", "--compare", "Qwen3.5-9B", "gpt-5-nano", "--seed", "4").MustSucceed().Json.GetProperty("comparison");
        Assert.Equal(("Qwen3.5-9B", "gpt-5-nano", 40, 0), (comparison.GetProperty("before").GetString(), comparison.GetProperty("after").GetString(), comparison.GetProperty("pairs").GetInt32(), comparison.GetProperty("unmatched").GetInt32()));
        Assert.InRange(comparison.GetProperty("pValue").GetDouble(), 0.0005, 0.01);
        Assert.True(comparison.GetProperty("shift").GetDouble() > 0.2);
        Assert.Contains("p-value", ToolRun.Of("profile", Golden, "--compare", "Qwen3.5-9B", "gpt-5-nano").MustSucceed().Output, StringComparison.Ordinal);
        ToolRun.Of("profile", Golden, "--compare", "Qwen3.5-9B", "none").MustRefuse("--compare: there is no model 'none'; the models are 'Qwen3.5-9B'");
        ToolRun.Of("profile", Golden, "--compare", "Qwen3.5-9B").MustRefuse("--compare");
        ToolRun.Of("profile", Golden, "--seed", "4").MustRefuse("--seed goes with --compare only");
    }

    [Theory]
    [InlineData("m,d,1,yes,10,2,3\n", "line 2, column 'signal': 'yes' is neither true nor false")]
    [InlineData("m,d,1,,10,2,3\n", "line 2, column 'signal': the value is missing")]
    [InlineData("m,d,1,true,0,0,0\n", "line 2, column 'n': '0' is not a number of decisions, which is at least 1")]
    [InlineData("m,d,1,true,10,11,3\n", "line 2, column 'correct': '11' is not a whole number from 0 to n, which is 10")]
    [InlineData("m,d,1,true,10,2,-1\n", "line 2, column 'escalated': '-1' is not a whole number from 0 to n, which is 10")]
    [InlineData("m,d,1,true,10.5,2,1\n", "line 2, column 'n': '10.5' is not a whole number")]
    [InlineData("m,d,1,true,1e300,2,1\n", "line 2, column 'n': '1e300' is not a whole number")]
    [InlineData("m,d,1,true,NaN,2,1\n", "line 2, column 'n': 'NaN' is not a finite number")]
    [InlineData(",d,1,true,10,2,1\n", "line 2, column 'model': the model is missing")]
    [InlineData("m,d,1,true,10,2,1\nm,d,1,true,10,2,1\n", "line 3, column 'condition': '1' of 'd' with signal true is already on line 2 for 'm'")]
    [InlineData("", "there are no rows after the header")]
    public void The_first_offender_is_named(string rows, string complaint) =>
        ToolRun.With(Header + rows, "profile", "-").MustRefuse("standard input", complaint);

    [Fact]
    public void A_column_that_is_not_there_lists_those_that_are() =>
        ToolRun.With("model,dataset,condition,signal,n,correct\nm,d,1,true,1,1\n", "profile", "-").MustRefuse("no column 'escalated'; the columns are 'model', 'dataset'");

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Answers_do_not_depend_on_the_culture(string culture)
    {
        ToolRun json = ToolRun.Of("profile", Golden, "--json");
        ToolRun table = ToolRun.Of("profile", Golden);
        Foreign.Run(culture, () => Assert.Equal([json, table], [ToolRun.Of("profile", Golden, "--json"), ToolRun.Of("profile", Golden)]));
    }

    private static JsonElement Model(string rows) => ToolRun.With(Header + rows, "profile", "-", "--json").MustSucceed().Json.GetProperty("models")[0];

    private static void AssertReasons(JsonElement element)
    {
        foreach (JsonProperty property in element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : default)
        {
            Assert.True(property.Value.ValueKind != JsonValueKind.Null || element.TryGetProperty($"{property.Name}Reason", out _), property.Name);
            AssertReasons(property.Value);
        }

        foreach (JsonElement item in element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : default)
        {
            AssertReasons(item);
        }
    }

    private static void AssertMissing(JsonElement model, string reason, params string[] names) => Assert.All(names, name =>
    {
        Assert.Equal(JsonValueKind.Null, model.GetProperty(name).ValueKind);
        Assert.Equal(reason, model.GetProperty($"{name}Reason").GetString());
    });
}
