namespace MmAnalyzers.Benchmarks.Corpora.Templates;

/// <summary>Text handling with exceptions, without any lock.</summary>
internal static class ParserTemplate
{
    public static string Text(Module module) => $$"""
        namespace {{module.Namespace}};

        public sealed class {{module.Noun}}Parser
        {
            private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
            private int _line;

            public IEnumerable<{{module.Noun}}> Parse(TextReader reader)
            {
                _line = 0;
                string? text;
                while ((text = reader.ReadLine()) is not null)
                {
                    _line++;
                    if (text.Length == 0 || text[0] == '#')
                    {
                        continue;
                    }

                    if (_columns.Count == 0)
                    {
                        ReadHeader(text);
                        continue;
                    }

                    yield return ReadRow(text.Split(';'));
                }
            }

            private void ReadHeader(string text)
            {
                var names = text.Split(';');
                for (var i = 0; i < names.Length; i++)
                {
                    if (!_columns.TryAdd(names[i].Trim(), i))
                    {
                        throw new FormatException($"line {_line}: column '{names[i]}' occurs twice");
                    }
                }
            }

            private {{module.Noun}} ReadRow(string[] cells)
            {
                try
                {
                    var row = new {{module.Noun}}(int.Parse(Cell(cells, "id")), Cell(cells, "owner"));
                    if (decimal.TryParse(Cell(cells, "amount"), out var amount) && amount != 0)
                    {
                        row.Add(Cell(cells, "text"), amount);
                    }

                    return row;
                }
                catch (OverflowException overflow)
                {
                    throw new FormatException($"line {_line}: {overflow.Message}", overflow);
                }
            }

            private string Cell(string[] cells, string name) => _columns.TryGetValue(name, out var index) && index < cells.Length ? cells[index].Trim() : string.Empty;
        }
        """;
}
