// pdf is a file with one page that says this, in plain letters.
export function pdf(words) {
  const text = `BT /F1 24 Tf 72 720 Td (${words}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const at = objects.map((o, n) => {
    const from = body.length
    body += `${n + 1} 0 obj\n${o}\nendobj\n`
    return String(from).padStart(10, '0') + ' 00000 n \n'
  })
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${at.join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  return Buffer.from(body + end)
}
