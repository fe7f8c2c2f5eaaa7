using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs;

public class PlanVerbTests
{
    [Theory]
    [InlineData("0.1", "0.05", 29)]
    [InlineData("0.1", "0.1", 22)]
    [InlineData("0.05", "0.05", 59)]
    [InlineData("0.05", "0.1", 45)]
    [InlineData("0.01", "0.05", 299)]
    [InlineData("0.01", "0.1", 230)]
    [InlineData("0.005", "0.05", 598)]
    [InlineData("0.25", "0.421875", 3)]
    public void The_least_number_of_items_comes_out(string alpha, string delta, int minimum)
    {
        foreach (string kind in new[] { "--budget", "--max-risk" })
        {
            JsonElement json = ToolRun.Of("plan", kind, alpha, "--delta", delta, "--json").MustSucceed().Json;
            Assert.Equal(minimum, json.GetProperty("minimumN").GetInt64());
            Assert.Equal(JsonValueKind.Null, json.GetProperty("nForPower").ValueKind);
        }
    }

    [Theory]
    [InlineData("0.833", 500)]
    [InlineData("0.983", 1000)]
    public void The_power_table_is_met(string tabulated, int n)
    {
        // The table rounds to three digits, and the plan asks for the power to stay up for every larger n, so it may take a few more.
        double power = double.Parse(tabulated, CultureInfo.InvariantCulture) - 0.0005;
        JsonElement json = ToolRun.Of("plan", "--max-risk", "0.1", "--true-rate", "0.07", "--power", SampleData.Number(power), "--json").MustSucceed().Json;
        Assert.InRange(json.GetProperty("nForPower").GetInt64(), n - 30, n + 30);
        Assert.InRange(json.GetProperty("powerAtN").GetDouble(), power, 1.0);
        Assert.Equal(22, json.GetProperty("minimumN").GetInt64());
    }

    [Fact]
    public void A_plan_without_options_that_fit_is_refused()
    {
        ToolRun.Of("plan").MustRefuse("plan needs --budget A or --max-risk A");
        ToolRun.Of("plan", "--budget", "0.1", "--max-risk", "0.1").MustRefuse("not both");
        ToolRun.Of("plan", "--budget", "0.1", "--power", "0.8").MustRefuse("--power needs --true-rate");
        ToolRun.Of("plan", "--budget", "0.1", "--true-rate", "0.1").MustRefuse("--true-rate must be below the level 0.1, but was 0.1");
        ToolRun.Of("plan", "--budget", "0.1", "--true-rate", "1.1").MustRefuse("--true-rate must be a rate from 0 to 1, but was '1.1'");
        ToolRun.Of("plan", "--budget", "0.1", "--true-rate", "0.09999999999").MustRefuse("too close to the level 0.1");
        ToolRun.Of("plan", "--budget", "0.1", "--true-rate", "0.05", "--power", "1").MustRefuse("--power must be a number strictly between 0 and 1");
    }

    [Fact]
    public void The_table_says_what_an_item_is()
    {
        Assert.Contains("22 acted items with labels", ToolRun.Of("plan", "--max-risk", "0.1").MustSucceed().Output, StringComparison.Ordinal);
        Assert.Contains("22 scores", ToolRun.Of("plan", "--budget", "0.1").MustSucceed().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.29999")]
    [InlineData("0.29999999")]
    public void A_search_that_would_take_minutes_is_refused_at_once(string trueRate)
    {
        var watch = Stopwatch.StartNew();
        ToolRun.Of("plan", "--budget", "0.3", "--true-rate", trueRate).MustRefuse($"--true-rate {trueRate} is too close to the level 0.3: the number of items");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("1e-320")]
    [InlineData("1e-13")]
    public void A_level_that_no_sample_can_certify_is_refused(string level)
    {
        ToolRun.Of("plan", "--budget", level).MustRefuse("is too small: it takes more than 1,000,000,000,000 items");
        ToolRun.Of("plan", "--budget", level, "--true-rate", "0").MustRefuse("is too small");
    }

    [Fact]
    public void What_the_numbers_assume_is_said()
    {
        string risk = ToolRun.Of("plan", "--max-risk", "0.1", "--delta", "0.05", "--json").MustSucceed().Json.GetProperty("assumes").GetString()!;
        Assert.Contains("one threshold fixed beforehand", risk, StringComparison.Ordinal);
        Assert.Contains("at least 58 items are acted on", risk, StringComparison.Ordinal);
        string budget = ToolRun.Of("plan", "--budget", "0.1", "--json").MustSucceed().Json.GetProperty("assumes").GetString()!;
        Assert.DoesNotContain("threshold fixed beforehand", budget, StringComparison.Ordinal);
        string table = ToolRun.Of("plan", "--max-risk", "0.1", "--delta", "0.05").MustSucceed().Output;
        Assert.Contains("one threshold fixed beforehand", table, StringComparison.Ordinal);
        Assert.Contains("58", table, StringComparison.Ordinal);
    }

    [Fact]
    public void The_level_that_the_labels_at_hand_attain_is_named()
    {
        System.Text.Json.JsonElement json = ToolRun.Of("plan", "--labels", "500", "--true-rate", "0.07", "--power", "0.8", "--json").MustSucceed().Json;
        Assert.Equal(500, json.GetProperty("n").GetInt32());
        Assert.Equal(1.0 - Math.Pow(0.1, 1.0 / 500), json.GetProperty("leastLevel").GetDouble(), 1e-14);
        Assert.InRange(json.GetProperty("levelAtPower").GetDouble(), 0.07, 0.1);
        Assert.Contains("at best", ToolRun.Of("plan", "--labels", "500").MustSucceed().Output, StringComparison.Ordinal);
        ToolRun.Of("plan", "--labels", "500", "--budget", "0.1").MustRefuse("--labels asks for the level");
        ToolRun.Of("plan", "--labels", "500", "--power", "0.8").MustRefuse("--power needs --true-rate R");
    }
}
