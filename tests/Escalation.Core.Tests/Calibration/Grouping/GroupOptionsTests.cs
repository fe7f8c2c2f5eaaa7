using System.Reflection;
using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Calibration.Grouping;

/// <summary>Options and certificates are copied field by field, and a field that somebody adds must not get lost.</summary>
public sealed class GroupOptionsTests
{
    private static readonly SelectiveRiskOptions Risk = new(0.21, 0.07)
    {
        Procedure = CertificateProcedure.MultiStart,
        Start = SequenceStart.Floor,
        Starts = 3,
        Method = CertificateMethod.HoeffdingBentkus,
        Seed = 11,
        Grid = ThresholdGrid.Of(0.5),
        ScoreId = "s",
        DataSha256 = new string('1', 64),
        Group = "g",
        Expires = DateTimeOffset.UnixEpoch,
        MaxWorkers = 3,
        Level = 0.03,
        PlannedLevel = 0.02,
    };

    [Fact]
    public void Seeding_changes_the_seed_alone()
    {
        AssertSame(Risk, GroupOptions.Seeded(Risk, 12), nameof(SelectiveRiskOptions.Seed));
        Assert.Equal(12, GroupOptions.Seeded(Risk, 12).Seed);
    }

    [Fact]
    public void Bounded_losses_change_a_missing_method_alone()
    {
        AssertSame(Risk, GroupOptions.Bounded(Risk));
        Assert.Equal(CertificateMethod.Betting, GroupOptions.Bounded(new SelectiveRiskOptions(0.1)).Method);
    }

    [Fact]
    public void A_group_has_levels_group_and_fingerprint_of_its_own()
    {
        SelectiveRiskOptions own = GroupOptions.For(Risk, "other", 0.01, 0.04, sha256: null);
        AssertSame(Risk, own, nameof(Risk.Group), nameof(Risk.DataSha256), "Level", "PlannedLevel");
        Assert.Equal(("other", null, 0.04, 0.01), (own.Group, own.DataSha256, own.Level!.Value, own.PlannedLevel!.Value));

        var budget = new DelegationBudgetOptions(0.3, 0.07) { Direction = ScoreDirection.LowerDelegates, ScoreId = "s", Expires = DateTimeOffset.UnixEpoch, MaxWorkers = 3, DataSha256 = new string('1', 64), Group = "g", Level = 0.03 };
        DelegationBudgetOptions ownBudget = GroupOptions.For(budget, "other", 0.04, sha256: null);
        AssertSame(budget, ownBudget, nameof(budget.Group), nameof(budget.DataSha256), "Level");
        Assert.Equal(("other", null, 0.04), (ownBudget.Group, ownBudget.DataSha256, ownBudget.Level!.Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_copied_certificate_states_the_same(bool isRisk)
    {
        Certificate certificate = isRisk ? Certificates.Joint() : Certificates.Budget();
        var full = Certificates.Mutate(certificate, document =>
        {
            document["group"] = "g";
            document["seed"] = 5;
            document["expires"] = "2026-01-01T00:00:00Z";
        });
        var copy = new Certificate(full);
        Assert.Equal(full.ToJson(), copy.ToJson());
        AssertSame(full, copy);
    }

    /// <summary>Every settable property, public or not.</summary>
    private static void AssertSame<T>(T one, T other, params string[] besides)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        PropertyInfo[] properties = [.. typeof(T).GetProperties(All).Where(property => !besides.Contains(property.Name))];
        Assert.NotEmpty(properties);
        Assert.All(properties, property => Assert.Equal(property.GetValue(one), property.GetValue(other)));
    }
}
