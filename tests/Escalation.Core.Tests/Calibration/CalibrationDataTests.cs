using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Escalation.Calibration;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration;

public sealed class CalibrationDataTests
{
    [Fact]
    public void A_budget_hashes_one_number_a_line() =>
        Assert.Equal(Sha256("1\n0.1\n1e-7\n1e+21\n0\n-2.5\n"), CalibrationData.Sha256([1.0, 0.1, 1e-7, 1e21, -0.0, -2.5]));

    [Fact]
    public void A_risk_hashes_score_comma_loss() =>
        Assert.Equal(Sha256("0.25,1\n-3,0\n"), CalibrationData.Sha256([0.25, -3.0], [1.0, 0.0]));

    [Fact]
    public void Nothing_hashes_to_the_hash_of_nothing() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", CalibrationData.Sha256([]));

    [Fact]
    public void Long_columns_hash_like_short_ones()
    {
        var random = new SplitMix64(11);
        double[] scores = new double[20_000];
        var lines = new StringBuilder();
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = -0.5 - (random.NextUniform() / 3.0);
            lines.Append(CultureInfo.InvariantCulture, $"{scores[i]:R}\n");
        }

        Assert.Equal(Sha256(lines.ToString()), CalibrationData.Sha256(scores));
    }

    [Fact]
    public void A_score_that_is_no_number_is_named_whatever_columns_stand_beside_it()
    {
        double[] scores = [0.5, double.NaN];
        double[] losses = [0.0, 1.0];
        foreach (Action hash in (Action[])[() => CalibrationData.Sha256(scores), () => CalibrationData.Sha256(scores, losses), () => CalibrationData.Sha256(scores, losses, losses), () => CalibrationData.Sha256Parallel(scores, losses, 2)])
        {
            Assert.Contains("scores[1] must be finite, but was NaN", Assert.Throws<ArgumentException>("scores", hash).Message, StringComparison.Ordinal);
        }
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
