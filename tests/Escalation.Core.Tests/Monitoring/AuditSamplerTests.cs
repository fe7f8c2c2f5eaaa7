using System.Text.Json;
using Escalation.Auditing;
using Escalation.Monitoring;

namespace Escalation.Core.Tests.Monitoring;

public sealed class AuditSamplerTests
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.2)]
    [InlineData(0.9)]
    public void Items_are_drawn_as_often_as_told(double propensity)
    {
        var sampler = AuditSampler.FromSeed(7, propensity);
        int drawn = Enumerable.Range(0, 100_000).Count(i => sampler.Draw($"turn-{i}").IsSelected);

        // Six standard deviations.
        double reach = 6.0 * Math.Sqrt(propensity * (1.0 - propensity) * 100_000);
        Assert.InRange(drawn, (100_000 * propensity) - reach, (100_000 * propensity) + reach);
    }

    [Fact]
    public void A_draw_repeats_in_every_process_and_with_the_same_key_only()
    {
        var one = AuditSampler.FromSeed(7, 0.5);
        var same = AuditSampler.FromSeed(7, 0.5);
        var other = AuditSampler.FromSeed(8, 0.5);
        string[] ids = [.. Enumerable.Range(0, 1_000).Select(i => $"turn-{i}")];

        Assert.All(ids, id => Assert.Equal(one.Draw(id), same.Draw(id)));
        Assert.InRange(ids.Count(id => one.Draw(id) == other.Draw(id)), 400, 600);

        // By an implementation of our own in another language, checked with the published vector.
        Assert.Equal([true, false, true, false, true, true, false, false, false, true], ids.Take(10).Select(id => one.Draw(id).IsSelected).ToArray());
    }

    [Fact]
    public void A_larger_propensity_draws_more_and_never_less()
    {
        var sampler = AuditSampler.FromSeed(7, 0.1);
        string[] ids = [.. Enumerable.Range(0, 1_000).Select(i => $"turn-{i}")];

        Assert.All(ids.Where(id => sampler.Draw(id).IsSelected), id => Assert.True(sampler.Draw(id, 0.4).IsSelected));
        Assert.All(ids, id => Assert.Equal(AuditDraw.Always, sampler.Draw(id, 1.0)));
        Assert.Equal(0.4, sampler.Draw("x", 0.4).Propensity);
    }

    [Fact]
    public void Any_characters_in_an_id_are_hashed_as_UTF_8()
    {
        var sampler = AuditSampler.FromSeed(7, 0.5);

        Assert.Equal(sampler.Draw("żółć\U0001F600"), sampler.Draw("\u017C\u00F3\u0142\u0107\uD83D\uDE00"));
        _ = sampler.Draw(new string('\uFFFD', 256));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        var sampler = AuditSampler.FromSeed(7, 0.1);

        Assert.Throws<ArgumentException>(() => new AuditSampler(new byte[15], 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AuditSampler(new byte[16], double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AuditSampler(new byte[16], 0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AuditSampler(new byte[16], 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Draw("x", 0.05));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Draw("x", double.NaN));
        Assert.Throws<ArgumentException>(() => sampler.Draw(" "));
        Assert.Throws<ArgumentException>(() => sampler.Draw("\uD800"));
        Assert.Throws<ArgumentException>(() => sampler.Draw(new string('x', 257)));
    }

    [Fact]
    public void A_draw_is_recorded_with_its_propensity()
    {
        AuditEntry entry = new AuditDraw(0.125, isSelected: true).ToEntry("turn-1");
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            entry.WriteData(writer);
            writer.WriteEndObject();
        }

        Assert.Equal(("sampled", "turn-1"), (entry.Kind.Code, entry.Id));
        Assert.Equal("""{"data":{"propensity":0.125,"selected":true}}""", System.Text.Encoding.UTF8.GetString(stream.ToArray()));
        Assert.Throws<InvalidOperationException>(() => default(AuditDraw).ToEntry("turn-1"));
        Assert.Throws<ArgumentException>(() => AuditDraw.Always.ToEntry(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AuditDraw(1.0, isSelected: false));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AuditDraw(double.NaN, isSelected: true));
    }

    [Fact]
    public void Drawing_allocates_nothing()
    {
        var sampler = AuditSampler.FromSeed(7, 0.5);
        _ = sampler.Draw("turn");
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            _ = sampler.Draw("turn");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
