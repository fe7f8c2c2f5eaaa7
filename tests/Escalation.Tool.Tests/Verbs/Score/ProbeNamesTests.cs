using Escalation.Tool.Verbs.Score;

namespace Escalation.Tool.Tests.Verbs.Score;

public class ProbeNamesTests
{
    [Fact]
    public void A_column_has_the_name_of_the_file_without_folder_and_ending() =>
        Assert.Equal(["safety", "dv.v2", "SAFETY"], ProbeNames.Of(["a/safety.safetensors", "b/dv.v2.npz", "SAFETY.npz"]));

    [Fact]
    public void Columns_that_could_not_be_told_apart_are_refused()
    {
        Refused("a/p.safetensors", "b/p.npz", "--probe b/p.npz: its column would be 'p', which is that of a/p.safetensors");
        Refused("p.npz", "p.npz", "give the files different names");
        Refused("p.npz", "row.npz", "'row' cannot be a column of scores");
        Refused("p.npz", ".npz", "'' cannot be a column of scores");

        static void Refused(string first, string second, string why) =>
            Assert.Contains(why, Assert.Throws<ToolException>(() => ProbeNames.Of([first, second])).Message, StringComparison.Ordinal);
    }
}
