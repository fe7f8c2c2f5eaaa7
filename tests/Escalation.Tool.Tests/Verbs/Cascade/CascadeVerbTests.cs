using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Escalation.Calibration.Populations;
using Escalation.Decisions;
using Escalation.Evaluation.Routing;
using Escalation.Statistics;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Cascade;

public class CascadeVerbTests
{
    private const string Mmlu = "cascade/mmlu_llama13b_probs_mixtral_gpt4.csv";

    private static readonly string[] Names = ["uncertainty", "random", "oracle", "delegationValue"];

    [Fact]
    public void Four_routers_stand_side_by_side_with_the_numbers_of_the_library()
    {
        using var folder = new TemporaryFolder();
        (string file, double[] confidence, double[] weak, double[] strong) = Write(folder, 120);
        JsonElement json = Run(file, "--json", "--splits", "50", "--budgets", "0.3,0.6").MustSucceed().Json;
        Assert.Equal((120, 60, 50, "certified"), (json.GetProperty("n").GetInt32(), json.GetProperty("calibration").GetInt32(), json.GetProperty("splits").GetInt32(), json.GetProperty("status").GetString()));
        Assert.Equal(Names, Routers(json).Select(router => router.GetProperty("router").GetString()));
        double[] doubt = [.. confidence.Select(value => -value)];
        var curve = RoutingCurve.Of(doubt, weak, strong);
        JsonElement uncertainty = Routers(json)[0];
        Assert.Equal(RoutingMetrics.AurocOfHelp(curve).Value, uncertainty.GetProperty("aurocHelp").GetDouble());
        Assert.Equal(RoutingMetrics.AverageGapRecovered(curve).Value, uncertainty.GetProperty("apgr").GetDouble());
        JsonElement budget = uncertainty.GetProperty("budgets")[1];
        Assert.Equal((0.6, 72), (budget.GetProperty("budget").GetDouble(), budget.GetProperty("k").GetInt32()));
        Assert.Equal(curve.MeanAt(72), budget.GetProperty("accuracy").GetDouble());
        JsonElement certified = budget.GetProperty("certified");
        PopulationLaw law = BudgetLaw.Of(doubt, ScoreDirection.HigherDelegates, 60, 0.6, 0.1);
        Assert.Equal(law.Violation, certified.GetProperty("expectedViolationFrequency").GetDouble());
        Assert.Equal(law.MeanRate, certified.GetProperty("expectedRate").GetDouble());
        Assert.Equal(BinomialBudget.LargestCount(60, 0.6, 0.1), certified.GetProperty("allowedCount").GetInt64());
        Assert.Equal(certified.GetProperty("violations").GetInt32() / 50.0, certified.GetProperty("violationFrequency").GetDouble());
        Assert.Equal(curve.RandomMeanAt(0.6), Routers(json)[1].GetProperty("budgets")[1].GetProperty("accuracy").GetDouble());
        Assert.Equal(curve.BestMeanAt(72), Routers(json)[2].GetProperty("budgets")[1].GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_features_change_the_predicted_values_alone()
    {
        using var folder = new TemporaryFolder();
        (string file, _, _, _) = Write(folder, 120);
        string page = folder.PathOf("a.html");
        ToolRun first = Run(file, "--splits", "20", "--seed", "5", "--json", "--report", page).MustSucceed();
        byte[] bytes = File.ReadAllBytes(page);
        Foreign.Run("de-DE", () => Assert.Equal(first, Run(file, "--splits", "20", "--seed", "5", "--json", "--report", page)));
        Assert.Equal(bytes, File.ReadAllBytes(page));
        Assert.NotEqual(first, Run(file, "--splits", "20", "--seed", "6", "--json"));
        JsonElement featured = Run(file, "--splits", "20", "--seed", "5", "--json", "--features", "extra", "--categories", "kind").MustSucceed().Json;
        Assert.Equal("extra", featured.GetProperty("features")[0].GetString());
        for (int router = 0; router < 4; router++)
        {
            Assert.Equal(router < 3, JsonElement.DeepEquals(Routers(first.Json)[router], Routers(featured)[router]));
        }
    }

    [Fact]
    public void A_doubt_delegates_from_above()
    {
        using var folder = new TemporaryFolder();
        (string file, _, _, _) = Write(folder, 60);
        JsonElement low = Run(file, "--json", "--splits", "5", "--budgets", "0.5").Json;
        JsonElement high = ToolRun.Of("cascade", file, "--weak-score", "doubt", "--higher-delegates", "--weak-correct", "w", "--strong-correct", "s", "--json", "--splits", "5", "--budgets", "0.5").MustSucceed().Json;
        Assert.True(JsonElement.DeepEquals(Routers(low)[0], Routers(high)[0]));
        Assert.Equal(("lowerDelegates", "higherDelegates"), (low.GetProperty("direction").GetString(), high.GetProperty("direction").GetString()));
    }

    [Fact]
    public void A_budget_that_so_few_rows_cannot_certify_is_a_no()
    {
        using var folder = new TemporaryFolder();
        (string file, _, _, _) = Write(folder, 30);
        ToolRun run = Run(file, "--budgets", "0.1,0.5", "--splits", "5", "--json").MustSayNo();
        Assert.Contains("too few calibration rows (15) for the budget 0.1", run.Error, StringComparison.Ordinal);
        Assert.Equal("insufficientSamples", run.Json.GetProperty("status").GetString());
        JsonElement budgets = Routers(run.Json)[0].GetProperty("budgets");
        Assert.Equal((JsonValueKind.Null, "insufficientSamples"), (budgets[0].GetProperty("certified").ValueKind, budgets[0].GetProperty("certifiedReason").GetString()));
        Assert.Equal(JsonValueKind.Object, budgets[1].GetProperty("certified").ValueKind);
        Assert.Contains("too few rows", Run(file, "--budgets", "0.1", "--splits", "5").MustSayNo().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_that_never_differ_have_reasons_in_place_of_numbers()
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Select(i => $"0.{i + 10},{i % 2},{i % 2}\n"));
        ToolRun run = ToolRun.With($"c,w,s\n{rows}", "cascade", "-", "--weak-score", "c", "--weak-correct", "w", "--strong-correct", "s", "--budgets", "0.5", "--splits", "3", "--json").MustSucceed();
        JsonElement router = Routers(run.Json)[0];
        Assert.Equal(("oneClass", "equalLosses", "noGap"), (router.GetProperty("aurocHelpReason").GetString(), router.GetProperty("spearmanReason").GetString(), router.GetProperty("apgrReason").GetString()));
        Assert.DoesNotContain("NaN", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c,w,s\nNaN,1,0\n", "line 2, column 'c': 'NaN' is not a finite number")]
    [InlineData("c,w,s\n0.5,2,0\n", "line 2, column 'w': '2' is not a label, which is 0 or 1")]
    [InlineData("c,w,s\n0.5,1,\n", "line 2, column 's': the value is missing")]
    [InlineData("c,w\n0.5,1\n", "no column 's'; the columns are 'c', 'w'")]
    [InlineData("c,w,s\n", "there are no rows after the header")]
    [InlineData("c,w,s\n0.5,1,0\n", "fewer rows than the 2 folds")]
    public void The_first_offender_is_named(string content, string complaint) =>
        ToolRun.With(content, "cascade", "-", "--weak-score", "c", "--weak-correct", "w", "--strong-correct", "s", "--json").MustRefuse("standard input", complaint);

    [Fact]
    public void Bad_usage_is_refused()
    {
        using var folder = new TemporaryFolder();
        (string file, _, _, _) = Write(folder, 40);
        Run(file, "--budgets", "0").MustRefuse("--budgets must be different numbers strictly between 0 and 1, but one was '0'");
        Run(file, "--budgets", "0.2,0.2").MustRefuse("one was '0.2'");
        Run(file, "--splits", "0").MustRefuse("--splits must be from 1 to 100,000, but was 0");
        Run(file, "--folds", "1").MustRefuse("--folds must be at least 2, but was 1");
        Run(file, "--calibration", "41").MustRefuse("--calibration 41 is more than the 40 rows");
        Run(file, "--calibration", "0").MustRefuse("--calibration must be at least 1");
        Run(file, "--penalty", "0").MustRefuse("--penalty must be a number above 0, but was '0'");
        Run(file, "--features", "kind").MustRefuse("line 2, column 'kind': 'k0' is not a finite number");
        Run(file, "--features", "nope").MustRefuse("no column 'nope'");
        Run(file, "--features", "extra,extra").MustRefuse("--features must be different names, but one was 'extra' again");
        Run(file, "--id", "kind").MustRefuse("column 'kind': the id");
        Run(file, "--group", "kind", "--folds", "4").MustRefuse("fewer groups than the 4 folds");
        Assert.Equal(3, Run(file, "--group", "kind", "--budgets", "0.5", "--splits", "2", "--json").MustSucceed().Json.GetProperty("folds").GetInt32());
        Run(file, "--report", file).MustRefuse("would overwrite the input");
        ToolRun.Of("cascade", file, "--weak-score", "c", "--weak-correct", "w").MustRefuse("--strong-correct");
        string huge = string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i % 2 == 0 ? "" : "-")}1e300,{i % 2},1\n"));
        ToolRun.With($"c,w,s\n{huge}", "cascade", "-", "--weak-score", "c", "--weak-correct", "w", "--strong-correct", "s").MustRefuse("too large");
    }

    [Fact]
    public void The_page_is_one_sound_document_without_anything_from_outside()
    {
        using var folder = new TemporaryFolder();
        (string file, _, _, _) = Write(folder, 80);
        string page = folder.PathOf("out.html");
        ToolRun run = Run(file, "--report", page, "--splits", "10", "--budgets", "0.3,0.6").MustSucceed();
        Assert.Contains(page, run.Output, StringComparison.Ordinal);
        string html = File.ReadAllText(page);
        Assert.DoesNotContain("http:", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        var main = XElement.Parse(html[html.IndexOf("<main>", StringComparison.Ordinal)..(html.IndexOf("</main>", StringComparison.Ordinal) + "</main>".Length)]);
        Assert.Equal(3, main.Descendants("svg").Count());
        Assert.All(main.Descendants("figure"), figure => Assert.NotEmpty(figure.Descendants("table").Descendants("td")));
    }

    [DataFact(Mmlu)]
    public void A_real_cascade_has_the_measured_table()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("mmlu.csv", SampleData.Csv("subject,p,weak,strong", File.ReadLines(DataFactAttribute.PathOf(Mmlu)).Skip(1).Select(line => line.Split(',')).Select(row => $"{row[0]},{row[3..7].MaxBy(p => double.Parse(p, CultureInfo.InvariantCulture))},{row[9]},{row[11]}")));
        JsonElement json = ToolRun.Of("cascade", file, "--weak-score", "p", "--weak-correct", "weak", "--strong-correct", "strong", "--categories", "subject", "--calibration", "500", "--splits", "100", "--json").MustSucceed().Json;
        Assert.Equal((913, 1154, 96), (json.GetProperty("help").GetInt32(), json.GetProperty("neutral").GetInt32(), json.GetProperty("harm").GetInt32()));
        Assert.Equal([.4697, .5164, .5539, .6477, .7332], Accuracies(0));
        Assert.Equal([.4673, .5050, .5428, .6184, .6939], Accuracies(1));
        Assert.Equal([.5294, .6297, .7295, .8516, .8516], Accuracies(2));
        Assert.All(Accuracies(3).Zip(Accuracies(0)).Take(4), pair => Assert.True(pair.First > pair.Second));
        Assert.Equal([40, 88, 136], Routers(json)[0].GetProperty("budgets").EnumerateArray().Take(3).Select(budget => budget.GetProperty("certified").GetProperty("allowedCount").GetInt32()));

        double[] Accuracies(int router) => [.. Routers(json)[router].GetProperty("budgets").EnumerateArray().Select(budget => Math.Round(budget.GetProperty("accuracy").GetDouble(), 4))];
    }

    private static JsonElement[] Routers(JsonElement json) => [.. json.GetProperty("routers").EnumerateArray()];

    private static ToolRun Run(params string[] args) => ToolRun.Of(["cascade", .. args, "--weak-score", "c", "--weak-correct", "w", "--strong-correct", "s"]);

    private static (string File, double[] Confidence, double[] Weak, double[] Strong) Write(TemporaryFolder folder, int rows)
    {
        var random = new SplitMix64(8);
        double[] confidence = [.. Enumerable.Range(0, rows).Select(_ => random.NextUniform())];
        double[] weak = [.. confidence.Select(value => random.NextUniform() < value ? 1.0 : 0.0)];
        double[] strong = [.. confidence.Select(_ => random.NextUniform() < 0.85 ? 1.0 : 0.0)];
        string file = folder.Write("rows.csv", SampleData.Csv("c,doubt,w,s,extra,kind", Enumerable.Range(0, rows).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{confidence[i]:R},{-confidence[i]:R},{weak[i]},{strong[i]},{random.NextUniform():R},k{i % 3}"))));
        return (file, confidence, weak, strong);
    }
}
