namespace MmAnalyzers.Benchmarks.Corpora.Templates;

/// <summary>Queries and string building, without any lock.</summary>
internal static class ReportTemplate
{
    public static string Text(Module module) => $$"""
        namespace {{module.Namespace}};

        public sealed class {{module.Noun}}Report
        {
            private readonly StringBuilder _text = new();

            public string Render(IEnumerable<{{module.Noun}}> items, int width)
            {
                var groups = items
                    .Where(item => item.State != {{module.Noun}}State.Closed)
                    .GroupBy(item => item.Owner, StringComparer.Ordinal)
                    .OrderByDescending(group => group.Sum(item => item.Total))
                    .ThenBy(group => group.Key, StringComparer.Ordinal);
                foreach (var group in groups)
                {
                    Heading(group.Key, width);
                    foreach (var item in group.OrderBy(item => item.Id))
                    {
                        Row(item, width);
                    }
                }

                return _text.ToString();
            }

            private void Heading(string owner, int width)
            {
                if (_text.Length > 0)
                {
                    _text.AppendLine();
                }

                _text.AppendLine(owner).Append('-', Math.Min(width, owner.Length)).AppendLine();
            }

            private void Row({{module.Noun}} item, int width)
            {
                var label = item.State switch
                {
                    {{module.Noun}}State.Open => "open",
                    {{module.Noun}}State.Pending => "pending",
                    {{module.Noun}}State.Blocked when item.Lines.Count > {{module.Number % 5}} => "blocked!",
                    {{module.Noun}}State.Blocked => "blocked",
                    _ => "?",
                };
                var left = $"{item.Id,8} {label}";
                _text.Append(left);
                for (var column = left.Length; column < width - 12; column++)
                {
                    _text.Append(column % 2 == 0 ? '.' : ' ');
                }

                _text.AppendLine(item.Total.ToString("F2"));
            }
        }
        """;
}
