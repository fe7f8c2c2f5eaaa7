using Escalation.Experiments.FinitePopulation;

namespace Escalation.Experiments.Tests.FinitePopulation;

public class SequenceLawTests
{
    /// <summary>Two cells of two items, one of each wrong, and two items below; two are drawn; no error passes with one item or two, one error with two items.</summary>
    [Fact]
    public void A_case_small_enough_for_the_back_of_an_envelope()
    {
        // Strict cell {r, w}, next cell {R, W}, below {x, y}: 15 pairs, a sequence starts with one acted item.
        // Started and passed at the strict threshold: r with R, W, x, y, and rw (one error of two passes); w alone fails at once.
        // Of these, rw, rR and rW pass the next threshold too (rW: one error of two), as do rx and ry, whose counts stay 1 and 0.
        // Started at the next threshold: RW, Rx, Ry pass, Wx and Wy fail.
        double[] reported = SequenceLaw.Reported([new Cell(1, 1), new Cell(1, 1)], population: 6, draws: 2, required: 1, allowed: [-1, 0, 1]);
        Assert.Equal(0.0, reported[0], 1e-14);
        Assert.Equal(8.0 / 15.0, reported[1], 1e-14);

        // When two items may hold no error, rw fails at the strict threshold, and rW and RW at the next one: rW is reported at the strict one.
        reported = SequenceLaw.Reported([new Cell(1, 1), new Cell(1, 1)], population: 6, draws: 2, required: 1, allowed: [-1, 0, 0]);
        Assert.Equal(1.0 / 15.0, reported[0], 1e-14);
        Assert.Equal(5.0 / 15.0, reported[1], 1e-14);
    }

    [Fact]
    public void Tests_that_nobody_passes_and_starts_that_nobody_reaches_report_nothing()
    {
        Cell[] cells = [new Cell(5, 5), new Cell(5, 5)];
        Assert.Equal([0.0, 0.0], SequenceLaw.Reported(cells, 30, 10, required: 1, allowed: [.. Enumerable.Repeat(-1, 11)]));
        Assert.Equal([0.0, 0.0], SequenceLaw.Reported(cells, 30, 10, required: 1000, allowed: [.. Enumerable.Repeat(10, 11)]));
    }

    [Fact]
    public void A_test_that_everybody_passes_reports_the_last_threshold()
    {
        double[] reported = SequenceLaw.Reported([new Cell(50, 5), new Cell(500, 500), new Cell(0, 0), new Cell(900, 45)], 2000, 300, required: 1, allowed: [.. Enumerable.Range(0, 301)]);
        Assert.Equal(1.0, reported.Sum(), 1e-12);
        Assert.Equal(1.0, reported[^1], 1e-12);
    }
}
