using Escalation.Decisions;
using Quickstart;

namespace Escalation.Core.Tests.Samples;

public sealed class SimulatedCascadeTests
{
    private static readonly IReadOnlyList<CascadeItem> Items = SimulatedCascade.Generate(20_000, seed: 5).Items;

    [Fact]
    public void The_same_seed_gives_the_same_turns_and_another_seed_others()
    {
        Assert.Equal(Fingerprint(7), Fingerprint(7));
        Assert.NotEqual(Fingerprint(7), Fingerprint(8));
    }

    [Fact]
    public void Ids_are_unique() => Assert.Equal(Items.Count, Items.Select(item => item.Id).Distinct().Count());

    [Fact]
    public void Hazards_come_at_their_documented_rates()
    {
        // Five standard deviations of a binomial count with n = 20,000.
        Assert.InRange(Items.Count(item => item.Hazard == Hazard.Loop), 800 - 139, 800 + 139);
        Assert.InRange(Items.Count(item => item.Hazard == Hazard.SensitiveRequest), 1000 - 155, 1000 + 155);
    }

    [Fact]
    public void A_loop_is_always_wrong_repeats_one_call_and_looks_as_confident_as_the_rest()
    {
        CascadeItem[] loops = [.. Items.Where(item => item.Hazard == Hazard.Loop)];
        double others = Items.Where(item => item.Hazard is null).Average(item => item.Features.TopProbability);

        Assert.All(loops, item => Assert.False(item.WeakIsRight));
        Assert.All(loops, item => Assert.Single(item.Steps.Distinct()));
        Assert.All(loops, item => Assert.InRange(item.Steps.Count, 4, 10));
        Assert.InRange(loops.Average(item => item.Features.TopProbability) - others, -0.04, 0.04);
    }

    [Fact]
    public void Polling_repeats_a_call_with_changing_results()
    {
        CascadeItem[] polling = [.. Items.Where(item => item.Hazard is null && item.Steps.Count > 1)];

        Assert.InRange(polling.Length, 600 - 121, 600 + 121);
        Assert.All(polling, item => Assert.Single(item.Steps.Select(step => (step.Action, step.Arguments)).Distinct()));
        Assert.All(polling, item => Assert.Equal(item.Steps.Count, item.Steps.Select(step => step.Observation).Distinct().Count()));
    }

    [Fact]
    public void Tax_and_legacy_products_make_confident_mistakes()
    {
        CascadeItem[] confident = [.. Items.Where(item => item.Hazard is null && item.Features.TopProbability > 0.8)];
        double honest = confident.Where(item => item.Domain is "billing" or "shipping").Average(item => item.WeakIsRight ? 1.0 : 0.0);
        double bluffing = confident.Where(item => item.Domain is "tax" or "legacy-products").Average(item => item.WeakIsRight ? 1.0 : 0.0);

        Assert.InRange(honest, 0.75, 1.0);
        Assert.InRange(bluffing, 0.0, honest - 0.25);
    }

    [Fact]
    public void Every_kind_of_item_occurs_in_every_domain()
    {
        foreach (SimulatedDomain domain in SimulatedDomain.All)
        {
            CascadeItem[] own = [.. Items.Where(item => item.Domain == domain.Name)];
            Assert.Equal(3, own.Select(item => item.Gain).Distinct().Count());
            Assert.Equal(3, own.Select(item => item.Hazard).Distinct().Count());
        }
    }

    private static string Fingerprint(ulong seed) => string.Join('\n', SimulatedCascade.Generate(50, seed).Items.Select(item =>
        FormattableString.Invariant($"{item.Domain} {item.Request} {item.WeakIsRight} {item.StrongIsRight} {item.Hazard} {item.Features.TopProbability:R} {string.Join('/', item.Steps.Select(step => step.Observation))}")));
}
