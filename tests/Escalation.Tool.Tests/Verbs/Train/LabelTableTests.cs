using System.Text;
using Escalation.Tool.Verbs.Train;

namespace Escalation.Tool.Tests.Verbs.Train;

public class LabelTableTests
{
    [Fact]
    public void The_columns_are_read_by_name_in_the_order_of_the_rows()
    {
        LabelTable table = Read("id,y,p,e,who\n0,1,0.25,1,b\n1,0,0.5,0,a\n2,1,1,0.75,b\n", new LabelColumns("y", "p", "e", "who"), labels: true);

        Assert.Equal([true, false, true], table.Labels);
        Assert.Equal([0.25, 0.5, 1.0], table.Probe);
        Assert.Equal([1.0, 0.0, 0.75], table.Expert);
        Assert.Equal([0, 1, 0], table.Groups);
        Assert.Equal(3, table.Rows);
    }

    [Fact]
    public void Values_may_lie_between_minus_one_and_one()
    {
        LabelTable table = Read("{\"v\":-1}\n{\"v\":0.125}\n", new LabelColumns("v", null, null, null), labels: false);

        Assert.Equal([-1.0, 0.125], table.Targets);
        Assert.Empty(table.Groups);
        Assert.Empty(table.Probe);
    }

    [Fact]
    public void The_first_offending_cell_is_named_with_its_value()
    {
        Refused("y\n0\n2\n", "line 3, column 'y': '2' is not a label, which is 0 or 1");
        Refused("y\n0\n\"0,5\"\n", "line 3, column 'y': '0,5' is not a finite number");
        Refused("y\n0\nNaN\n", "line 3, column 'y': 'NaN' is not a finite number");
        Refused("z\n0\n", "no column 'y'; the columns are 'z'");
        Refused("y\n", "there are no rows after the header");
        Refused("y,p,e\n1,1.5,0\n", "line 2, column 'p': '1.5' is not a probability, which is from 0 to 1", new LabelColumns("y", "p", "e", null));
        Refused("y,g\n1,a\n0,\n", "line 3, column 'g': the group is missing", new LabelColumns("y", null, null, "g"));
        Refused("y\n-1.5\n", "line 2, column 'y': '-1.5' is not a delegation value, which is from -1 to 1", labels: false);

        static void Refused(string text, string why, LabelColumns? columns = null, bool labels = true) =>
            Assert.Contains(why, Assert.Throws<ToolException>(() => Read(text, columns ?? new LabelColumns("y", null, null, null), labels)).Message, StringComparison.Ordinal);
    }

    private static LabelTable Read(string text, LabelColumns columns, bool labels) =>
        LabelTable.Read("-", columns, labels, new ToolConsole(new MemoryStream(Encoding.UTF8.GetBytes(text)), TextWriter.Null, TextWriter.Null));
}
